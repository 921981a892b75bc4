const CHUNK = 262_144;

/** A log as it comes from a pipe. */
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
