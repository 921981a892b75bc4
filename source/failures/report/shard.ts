import { printableJson } from '../../core/printable-json.ts';
import type { GroupTotals, Rollup } from '../groups/rollup.ts';
import type { HashPlace } from '../verify.ts';
import type { Evidence, ReadSource } from './evidence.ts';
import type { ShardDocument } from './shard-document.ts';

/** Where hashes stand in a shard. */
export const SHARD_HASHES: readonly HashPlace[] = [
	['sources', '*', 'identity'],
	['sources', '*', 'commit'],
	['sources', '*', 'seen', '*', 'commits', '*'],
	['sources', '*', 'seen', '*', 'fingerprint'],
	['errors', '*', 'fingerprint'],
];

type SeenDocument = ShardDocument['sources'][number]['seen'][number];
type ErrorDocument = ShardDocument['errors'][number];

const toSeen = (totals: GroupTotals): SeenDocument => ({
	fingerprint: totals.fingerprint,
	count: totals.count,
	first_seen_ms: totals.firstSeenMs,
	last_seen_ms: totals.lastSeenMs,
	on_main: totals.onMain,
	job_types: [...totals.jobTypes].toSorted(),
	stages: [...totals.stages].toSorted(),
	job_ids: [...totals.jobIds].toSorted(),
	commits: [...totals.commits].toSorted(),
	days: [...totals.days]
		.toSorted(([one], [other]) => one - other)
		.map(([day, count]) => [day, count] as [number, number]),
});

const byFingerprint = (one: { fingerprint: string }, other: { fingerprint: string }): number =>
	one.fingerprint < other.fingerprint ? -1 : 1;

/**
 * `pay@pay.py` is a call and no address, but whoever looks at a finished file could take it for one: in a shard there is
 * a tab in front of each such sign, and one is taken away when it is read.
 */
const writtenFrame = (frame: string): string => frame.replaceAll('@', '\t@');
const readFrame = (frame: string): string => frame.replaceAll('\t@', '@');

const toError = ({ fingerprint, className, message, frames, sample, file }: GroupTotals): ErrorDocument => ({
	fingerprint,
	class: className,
	message,
	frames: frames.map(writtenFrame),
	sample,
	file: file ?? null,
});

/**
 * Evidence as a document that another machine adds to its own. Each source keeps its own counts, so that one that two
 * shards read still counts once.
 * @param total the rollup of all of them
 */
export function toShard(evidence: Evidence, total: Rollup): ShardDocument {
	return {
		kind: 'murmur8-rollup',
		schema_version: '1.0.0',
		since_ms: evidence.sinceMs ?? null,
		skipped_no_opt_in: evidence.skippedNoOptIn,
		problems: evidence.problems.map(({ source, reason }) => ({ source, reason })),
		sources: [...evidence.sources.values()].map((source) => ({
			identity: source.identity,
			job_type: source.jobType,
			stage: source.stage ?? null,
			commit: source.commit ?? null,
			is_complete: source.isComplete,
			replaced: { ...source.replaced },
			seen: [...source.rollup.values()].map(toSeen).toSorted(byFingerprint),
		})),
		errors: [...total.values()].map(toError).toSorted(byFingerprint),
	};
}

export const renderShard = (document: ShardDocument): string => `${printableJson(document)}\n`;

function fromSeen(seen: SeenDocument, error: ErrorDocument): GroupTotals {
	return {
		fingerprint: seen.fingerprint,
		className: error.class,
		message: error.message,
		frames: error.frames.map(readFrame),
		sample: error.sample,
		file: error.file ?? undefined,
		count: seen.count,
		firstSeenMs: seen.first_seen_ms,
		lastSeenMs: seen.last_seen_ms,
		onMain: seen.on_main,
		jobTypes: new Set(seen.job_types),
		stages: new Set(seen.stages),
		jobIds: new Set(seen.job_ids),
		commits: new Set(seen.commits),
		days: new Map(seen.days),
	};
}

/**
 * The evidence that a shard holds.
 * @returns undefined where it names an error that it does not hold
 */
export function fromShard(document: ShardDocument): Evidence | undefined {
	const errors = new Map(document.errors.map((error) => [error.fingerprint, error]));
	const isWhole = document.sources.every(({ seen }) => seen.every(({ fingerprint }) => errors.has(fingerprint)));
	if (!isWhole) return undefined;
	const toSource = (source: ShardDocument['sources'][number]): ReadSource => ({
		identity: source.identity,
		jobType: source.job_type,
		stage: source.stage ?? undefined,
		commit: source.commit ?? undefined,
		isComplete: source.is_complete,
		replaced: source.replaced,
		rollup: new Map(
			source.seen.map((seen) => [seen.fingerprint, fromSeen(seen, errors.get(seen.fingerprint) as ErrorDocument)]),
		),
	});
	return {
		sinceMs: document.since_ms ?? undefined,
		sources: new Map(document.sources.map((source) => [source.identity, toSource(source)])),
		skippedNoOptIn: document.skipped_no_opt_in,
		problems: document.problems,
	};
}
