import { crypto } from '../../adapters/builtin.ts';
import { readSource } from '../../adapters/sources/read-source.ts';
import { stripControls } from '../../core/text.ts';
import type { JobType } from '../../failures/groups/occurrence.ts';
import type { ReadSource, SourceProblem } from '../../failures/report/evidence.ts';
import { FailureGatherer } from '../../failures/report/gatherer.ts';
import { createEngine } from '../../failures/sanitise/sanitise.ts';
import { readUserRules } from '../../failures/sanitise/user-rules.ts';
import { TextReader } from '../../failures/sources/text-reader.ts';

/** What a worker is told; plain data, because it crosses a thread. */
export interface ReadOrder {
	/** The rules of the settings, as they stand there; they were read without problems before. */
	readonly section: unknown;
	readonly allowed: readonly string[];
	/** Said for all sources, in place of what they say. */
	readonly jobType: JobType | undefined;
	/** What was seen before does not count. */
	readonly sinceMs: number | undefined;
}

/** A source, and its name as a report may show it once it is sanitised. */
export interface ReadItem {
	readonly path: string;
	readonly name: string;
}

/** What became of a source: its failures as far as it was read, and what went wrong. */
export interface ReadOutcome {
	readonly source?: ReadSource;
	readonly problems: readonly SourceProblem[];
}

const sha256 = (text: string): string => crypto().createHash('sha256').update(text).digest('hex');

export type Reader = (item: ReadItem, onProgress: (bytes: number) => void) => Promise<ReadOutcome>;

/** Makes what reads one source after the other. */
export function createReader({ section, allowed: values, jobType, sinceMs }: ReadOrder): Reader {
	const engine = createEngine({ extra: readUserRules(section).rules });
	const allowed = new Set(values);
	const names = new TextReader(engine, allowed);
	return async ({ path, name }, onProgress) => {
		const gatherer = new FailureGatherer(sinceMs, sha256);
		const read = await readSource(path, {
			engine,
			allowed,
			parseTime: Date.parse,
			onFailure: (failure) => gatherer.add(failure),
			onProgress,
		});
		const shown = names.sanitised(stripControls(name));
		const toProblem = (reason: string): SourceProblem => ({ source: shown, reason });
		if (read.kind === 'unreadable') return { problems: [toProblem(read.reason)] };
		if (read.format === 'binary') return { problems: [toProblem('is binary')] };
		const { job, id, sanitised, modifiedMs } = read;
		const problems = [
			...read.problems.map(({ reason }) => toProblem(reason)),
			...(read.format === 'json' ? [toProblem('is JSON of no kind that is known; nothing was looked for in it')] : []),
		];
		const kind = jobType ?? job.jobType ?? read.jobType;
		const source: ReadSource = {
			identity: id,
			jobType: kind,
			stage: job.stage,
			commit: job.commit,
			isComplete: problems.length === 0,
			replaced: Object.fromEntries(sanitised),
			rollup: gatherer.rollup({
				...job,
				jobType: kind,
				isMain: job.isMain ?? false,
				seenMs: job.endedMs ?? modifiedMs,
			}),
		};
		return { source, problems };
	};
}
