/** Milliseconds that `work` takes. */
export const timed = (work: () => unknown): number => {
	const startedAt = performance.now();
	work();
	return performance.now() - startedAt;
};

/** Milliseconds of a processor that `work` takes, collecting included: what other programs on the machine do is left out. */
export const cpuTimed = (work: () => unknown): number => {
	const before = process.cpuUsage();
	work();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000;
};

export const median = (times: readonly number[]): number =>
	times.toSorted((a, b) => a - b)[times.length >> 1] ?? Number.NaN;

export const CHUNK = 262_144;

export function inChunks(log: Buffer, take: (chunk: Buffer) => void): void {
	for (let at = 0; at < log.length; at += CHUNK) take(log.subarray(at, at + CHUNK));
}

/** The reference: every line as a string, and nothing done with it. */
export class LineSplitter {
	readonly #decoder = new TextDecoder();
	#rest = '';
	#length = 0;

	push(chunk: Uint8Array): void {
		const lines = (this.#rest + this.#decoder.decode(chunk, { stream: true })).split('\n');
		this.#rest = lines.pop() ?? '';
		for (const line of lines) this.#length += line.length;
	}

	/** How many characters there were, so that nothing of it can be left out. */
	end(): number {
		return this.#length + this.#rest.length;
	}
}

export function splitLines(log: Buffer): number {
	const splitter = new LineSplitter();
	inChunks(log, (chunk) => splitter.push(chunk));
	return splitter.end();
}
