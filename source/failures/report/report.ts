import type { Baseline } from '../../core/live/churn.ts';
import { compareRuns } from '../../core/live/churn.ts';
import { type Action, recommendedAction } from '../groups/actions.ts';
import { type FailureGroup, rankGroups } from '../groups/group.ts';
import { type OwnerSources, type SuggestedOwner, suggestOwner } from '../owners/suggest-owner.ts';
import { type Evidence, passedCommits, type SourceProblem, totalReplaced, totalRollup } from './evidence.ts';
import { type Gap, gapsOf } from './gaps.ts';
import { observe } from './observed.ts';

/** What a report is made with beside its evidence; everything that depends on the machine comes in here. */
export interface ReportSurroundings {
	readonly nowMs: number;
	/** Failures that the last recorded report knew; undefined where none was recorded. */
	readonly baseline: Baseline | undefined;
	readonly owners: OwnerSources;
	/** Path in the project of a file as a log names it; undefined where it is none of the project. */
	readonly projectPath: (file: string) => string | undefined;
	/** An owner as it may be shown, see `shownOwner`. */
	readonly show: (owner: string) => string;
}

/** Whom a failure is for. */
export interface ReportedOwner {
	/** `@handles` or hashes; empty where nobody is known. */
	readonly names: readonly string[];
	/** How it is known, or whom to ask where it is not. */
	readonly reason: string;
}

export interface ReportedGroup extends FailureGroup {
	/** One line that says what broke. */
	readonly title: string;
	readonly owner: ReportedOwner;
	/** Undefined where there is nothing to compare with. */
	readonly churn: 'new' | 'recurring' | undefined;
	readonly action: Action;
}

/** A report before it is written down. */
export interface Report {
	readonly nowMs: number;
	readonly sinceMs: number | undefined;
	readonly total: number;
	readonly sourcesRead: number;
	readonly skippedNoOptIn: number;
	readonly problems: readonly SourceProblem[];
	readonly gaps: readonly Gap[];
	readonly replaced: Readonly<Record<string, number>>;
	/** The worst first. */
	readonly groups: readonly ReportedGroup[];
	/** Fingerprints that the last recorded report had and this one would have found; undefined without one. */
	readonly resolved: readonly string[] | undefined;
	/** Occurrences of all groups by day: whole days since 1970, UTC. */
	readonly days: ReadonlyMap<number, DayCounts>;
}

/** Of one day. */
export interface DayCounts {
	readonly error: number;
	readonly warning: number;
	readonly info: number;
	/** How many failures were seen, each counted once. */
	readonly groups: number;
}

const LONGEST_TITLE = 160;

/** The first line of a sample that names the error; a test's name stands in a line before it. */
function titleOf({ sample, className, message }: Pick<FailureGroup, 'sample' | 'className' | 'message'>): string {
	const line = sample.split('\n').find((each) => each.trim() !== '' && !each.startsWith('test: '));
	const text = (line ?? [className, message].filter((part) => part !== '').join(': ')).trim();
	return text.length <= LONGEST_TITLE ? text : `${text.slice(0, LONGEST_TITLE - 1).toWellFormed()}…`;
}

function reasonOf(owner: SuggestedOwner, show: (owner: string) => string): string {
	if (owner.kind === 'codeowners') return `CODEOWNERS, line ${owner.line}`;
	if (owner.kind === 'module') return `module ${owner.module === '' ? 'of the whole project' : owner.module}`;
	if (owner.kind === 'committers') return 'last to commit to the file';
	return owner.ask === undefined ? 'nobody is known to own it' : `ask ${show(owner.ask)}`;
}

function ownerOf(file: string | undefined, { owners, projectPath, show }: ReportSurroundings): ReportedOwner {
	const owner = suggestOwner(file === undefined ? undefined : projectPath(file), owners);
	const names = owner.kind === 'unknown' ? [] : owner.owners.map(show);
	return { names: [...new Set(names)], reason: reasonOf(owner, show) };
}

const NO_COUNTS: DayCounts = { error: 0, warning: 0, info: 0, groups: 0 };

function countDays(evidence: Evidence, groups: readonly FailureGroup[]): ReadonlyMap<number, DayCounts> {
	const buckets = new Map(groups.map(({ fingerprint, bucket }) => [fingerprint, bucket]));
	const days = new Map<number, DayCounts>();
	for (const totals of totalRollup(evidence).values()) {
		const bucket = buckets.get(totals.fingerprint) ?? 'info';
		for (const [day, count] of totals.days) {
			const known = days.get(day) ?? NO_COUNTS;
			days.set(day, { ...known, [bucket]: known[bucket] + count, groups: known.groups + 1 });
		}
	}
	return new Map([...days].toSorted(([one], [other]) => one - other));
}

/** The report of what was read. The same evidence and surroundings give the same report. */
export function buildReport(evidence: Evidence, surroundings: ReportSurroundings): Report {
	const { nowMs, baseline } = surroundings;
	const { churn } = compareRuns(baseline, observe(evidence, nowMs));
	const fresh = new Set(churn?.new);
	const groups = rankGroups(totalRollup(evidence), nowMs, passedCommits(evidence)).map((group): ReportedGroup => {
		const owner = ownerOf(group.file, surroundings);
		return {
			...group,
			title: titleOf(group),
			owner,
			churn: churn && (fresh.has(group.fingerprint) ? 'new' : 'recurring'),
			action: recommendedAction(group, owner.names.length > 0),
		};
	});
	return {
		nowMs,
		sinceMs: evidence.sinceMs,
		total: groups.reduce((sum, { count }) => sum + count, 0),
		sourcesRead: evidence.sources.size,
		skippedNoOptIn: evidence.skippedNoOptIn,
		problems: evidence.problems,
		gaps: gapsOf(evidence),
		replaced: totalReplaced(evidence),
		groups,
		resolved: churn?.resolved.toSorted(),
		days: countDays(evidence, groups),
	};
}
