import { readSync } from 'node:fs';
import { CHUNK } from './timing.ts';

/**
 * The reference as a program: reads its input as `sanitize` does, takes it apart into lines, each a string, and does
 * nothing with them.
 */
const buffer = new Uint8Array(CHUNK);
const decoder = new TextDecoder();
let rest = '';
let length = 0;

function take(chunk: Uint8Array): void {
	const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
	rest = lines.pop() ?? '';
	for (const line of lines) length += line.length;
}

for (let count = 1; count > 0; ) {
	count = readSync(0, buffer, 0, CHUNK, null);
	take(buffer.subarray(0, count));
}
console.log(length + rest.length);
