import { createHash } from 'node:crypto';
import type { LogContext } from '../../source/failures/groups/occurrence.ts';
import { type Rollup, rollUp } from '../../source/failures/groups/rollup.ts';
import type { Evidence, ReadSource } from '../../source/failures/report/evidence.ts';
import { buildReport, type Report, type ReportSurroundings } from '../../source/failures/report/report.ts';
import { occurrencesOf } from './traces/occurrences.ts';

export const NOW = Date.UTC(2026, 0, 15, 9);
export const toIso = (ms: number): string => new Date(ms).toISOString();

export const stackOf = (header: string, ...calls: readonly string[]): string =>
	`${header}\n${calls.map((call) => `    at ${call} (/app/src/${call}.js:1:2)\n`).join('')}`;

/** A source that was read to its end: the failures of a log. */
export function sourceOf(log: string, context: Partial<LogContext> = {}, more: Partial<ReadSource> = {}): ReadSource {
	const rollup: Rollup = rollUp(occurrencesOf(log, context));
	return {
		identity: createHash('sha256')
			.update(JSON.stringify([log, context]))
			.digest('hex'),
		jobType: context.jobType ?? 'unit',
		stage: context.stage,
		commit: context.commit,
		isComplete: true,
		replaced: {},
		rollup,
		...more,
	};
}

export const evidenceOf = (sources: readonly ReadSource[], more: Partial<Evidence> = {}): Evidence => ({
	sinceMs: undefined,
	sources: new Map(sources.map((source) => [source.identity, source])),
	skippedNoOptIn: 0,
	problems: [],
	...more,
});

export const SURROUNDINGS: ReportSurroundings = {
	nowMs: NOW,
	baseline: undefined,
	owners: { modules: new Map([['src/pay.js', ['@acme/pay']]]), committers: new Map() },
	projectPath: (file) => file.replace(/^\/app\//, ''),
	show: (owner) => owner,
};

export const reportOf = (sources: readonly ReadSource[], more: Partial<ReportSurroundings> = {}): Report =>
	buildReport(evidenceOf(sources), { ...SURROUNDINGS, ...more });
