import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { createEngine } from '../source/failures/sanitise/sanitise.ts';
import { sanitised } from '../test/support/sanitised.ts';

/**
 * How many secrets of other people's test vectors are gone: `node bench/sanitise-vectors.ts <file.jsonl.gz>`. Lines are
 * `{rule, tp: […texts]}`. They look like secrets, so no such file is part of this repository.
 */
const { positionals } = parseArgs({ allowPositionals: true });
const [path] = positionals;
if (path === undefined) throw new Error('which file? node bench/sanitise-vectors.ts <file.jsonl.gz>');

interface Vectors {
	readonly rule: string;
	readonly tp: readonly string[];
}

const LEAST_GONE = 0.98;
const PLACEHOLDER = /<(?:TOKEN|KEY|BLOB|EMAIL|IP|HOST|USER|MAC)>/g;

/** The longest piece of a text that could be a secret. */
const longestPiece = (text: string): number =>
	Math.max(0, ...(text.match(/[A-Za-z0-9+/=_~%.-]+/g) ?? []).map(({ length }) => length));

const engine = createEngine();
const lines = gunzipSync(readFileSync(path)).toString().trim().split('\n');
let all = 0;
let gone = 0;
const left = new Map<string, number>();
for (const line of lines) {
	const { rule, tp } = JSON.parse(line) as Vectors;
	for (const text of tp) {
		all++;
		const { text: result } = sanitised(engine, text);
		const rest = longestPiece(result.replace(PLACEHOLDER, ' '));
		// What is left must be shorter than the longest piece was: a secret that lost only its beginning is not gone.
		if (result !== text && (rest < longestPiece(text) || rest < 20)) gone++;
		else left.set(rule, (left.get(rule) ?? 0) + 1);
	}
}
console.log(`${gone} of ${all} secrets gone: ${((100 * gone) / all).toFixed(2)} %`);
for (const [rule, count] of left) console.log(`  left of ${rule}: ${count}`);
process.exitCode = gone / all >= LEAST_GONE ? 0 : 1;
