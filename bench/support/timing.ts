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

const CHUNK = 262_144;

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
