// biome-ignore lint/suspicious/noControlCharactersInRegex: this is where they are taken out
const SEQUENCE = /\u001B(?:\[[0-9;:<=>?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)?|[ -Z\\^_a-~])/g;
const ESCAPE = '\u001B';

/** A line as a terminal would have left it: without sequences, and of a line that was written over the last state. */
export function cleanLine(line: string): string {
	const plain = line.includes(ESCAPE) ? line.replace(SEQUENCE, '') : line;
	const end = plain.endsWith('\r') ? plain.length - 1 : plain.length;
	const from = plain.lastIndexOf('\r', end - 1) + 1;
	return from === 0 && end === plain.length ? plain : plain.slice(from > end ? 0 : from, end);
}
