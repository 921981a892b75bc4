import { dirname, join } from 'node:path';
import { FailureReader, type ReaderOptions } from '../../failures/sources/failure-reader.ts';
import type { FoundFailure, SourceProblem, SourceSummary } from '../../failures/sources/found-failure.ts';
import { JOB_FILE, type Job, readJob } from '../../failures/sources/job.ts';
import { TextReader } from '../../failures/sources/text-reader.ts';
import { crypto } from '../builtin.ts';
import { readRegularFile } from '../files.ts';
import type { Unreadable } from '../unreadable.ts';
import { isGzip, unpack } from './gunzip.ts';
import { openRaw, type RawBytes } from './raw-bytes.ts';

const LARGEST_JOB_FILE = 65_536;

/** A source that was read, or as much of it as could be. */
export interface ReadSource extends SourceSummary {
	readonly kind: 'read';
	/** SHA-256 of what it holds, unpacked: the same content is the same source, whatever its name is. */
	readonly id: string;
	/** In bytes, unpacked. */
	readonly size: number;
	readonly job: Job;
	/** When the file was written last, Unix milliseconds. */
	readonly modifiedMs: number;
}

export interface SourceOptions extends ReaderOptions {
	readonly onFailure: (failure: FoundFailure) => void;
	/** Takes how many bytes of the file were read since the last time. */
	readonly onProgress?: (bytes: number) => void;
}

function* counted(raw: RawBytes, onProgress: SourceOptions['onProgress']): Generator<Uint8Array> {
	for (const chunk of raw.chunks()) {
		onProgress?.(chunk.length);
		yield chunk;
	}
}

/** The content of a file, unpacked where its first bytes say that it is packed. */
async function* contentOf(
	chunks: Generator<Uint8Array>,
	onProblem: (problem: SourceProblem) => void,
): AsyncGenerator<Uint8Array> {
	const first = chunks.next();
	if (first.done === true) return;
	const all = (function* () {
		yield first.value;
		yield* chunks;
	})();
	if (isGzip(first.value)) yield* unpack(all, onProblem);
	else yield* all;
}

/** What the file beside a source says of its job; its texts take the way of the sanitiser, too. */
function jobBeside(path: string, { engine, allowed, parseTime }: ReaderOptions): ReturnType<typeof readJob> {
	const bytes = readRegularFile(join(dirname(path), JOB_FILE), LARGEST_JOB_FILE);
	if (!bytes) return { job: {}, problems: [] };
	return readJob(new TextReader(engine, allowed).sanitised(bytes.toString('utf8').replace(/^\uFEFF/, '')), parseTime);
}

/**
 * Reads one source that opted in, in constant memory.
 * @param path as `findSources` gave it
 */
export async function readSource(path: string, options: SourceOptions): Promise<ReadSource | Unreadable> {
	const raw = openRaw(path);
	if (raw.kind === 'unreadable') return raw;
	const hash = crypto().createHash('sha256');
	const problems: SourceProblem[] = [];
	const reader = new FailureReader(options.onFailure, options);
	let size = 0;
	for await (const bytes of contentOf(counted(raw, options.onProgress), (problem) => problems.push(problem))) {
		size += bytes.length;
		hash.update(bytes);
		reader.push(bytes);
		if (reader.format === 'binary') break;
	}
	const summary = reader.end();
	const { job, problems: jobProblems } = jobBeside(path, options);
	return {
		kind: 'read',
		...summary,
		id: hash.digest('hex'),
		size,
		job,
		modifiedMs: raw.modifiedMs,
		problems: [
			...raw.problems,
			...problems,
			...summary.problems,
			...jobProblems.map((reason): SourceProblem => ({ kind: 'malformed', reason })),
		],
	};
}
