import { readSync } from 'node:fs';
import { CHUNK, LineSplitter } from './timing.ts';

/** The reference as a program: reads its input as `sanitize` does, and takes it apart into lines. */
const buffer = new Uint8Array(CHUNK);
const splitter = new LineSplitter();
for (let count = 1; count > 0; ) {
	count = readSync(0, buffer, 0, CHUNK, null);
	splitter.push(buffer.subarray(0, count));
}
console.log(splitter.end());
