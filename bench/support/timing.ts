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
export function splitLines(log: Buffer): number {
	const decoder = new TextDecoder();
	let rest = '';
	let length = 0;
	inChunks(log, (chunk) => {
		const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
		rest = lines.pop() ?? '';
		for (const line of lines) length += line.length;
	});
	return length + rest.length;
}

/**
 * A reference that takes no memory: every byte, four times. The time of line splitting differs by half with what else is
 * in V8's heap, so that it tells nothing about a later commit.
 */
export function hashBytes(log: Uint8Array): number {
	let hash = 0;
	for (let round = 0; round < 4; round++) {
		for (let index = 0; index < log.length; index++) hash = Math.imul(hash ^ (log[index] as number), 0x01000193);
	}
	return hash;
}
