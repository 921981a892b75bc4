import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { createEngine } from '../../source/failures/sanitise/sanitise.ts';
import { verifyPieces } from '../../source/failures/verify.ts';
import { createChance } from '../support/chance.ts';
import { sanitisedBytes } from '../support/sanitised.ts';

/**
 * Some nine megabytes that nobody wrote for the rules: what the installed packages say of themselves, with revisions,
 * versions, addresses, URLs, code and other scripts. Lists of counter-examples have only what somebody thought of.
 */
const modules = resolve(import.meta.dirname, '../../node_modules');
const names = globSync('**/*.md', { cwd: modules }).sort();
const text = Buffer.concat(names.flatMap((name) => [readFileSync(resolve(modules, name)), Buffer.from('\n')]));

for (const isCanonical of [false, true]) {
	test(`${isCanonical ? 'for comparing' : 'for reading'}: a second time nothing changes, and pieces make no difference`, () => {
		expect(text.length).toBeGreaterThan(5_000_000);
		const engine = createEngine({ isCanonical });
		const once = sanitisedBytes(engine, text).bytes;
		expect(once.equals(text)).toBe(false);
		expect(differences(once, sanitisedBytes(engine, once).bytes)).toEqual([]);
		const chance = createChance(12);
		const cuts: number[] = [];
		for (let at = chance.below(90_000); at < text.length; at += 1 + chance.below(90_000)) cuts.push(at);
		expect(differences(once, sanitisedBytes(engine, text, cuts).bytes)).toEqual([]);
	});
}

test('what is left holds no report back', () => {
	const { bytes } = sanitisedBytes(createEngine(), text);
	expect(verifyPieces([{ text: bytes.toString() }])).toEqual([]);
});

/** Lines of one that the other has otherwise, the first few. */
function differences(one: Buffer, other: Buffer): readonly string[] {
	if (one.equals(other)) return [];
	const lines = other.toString().split('\n');
	return one
		.toString()
		.split('\n')
		.flatMap((line, index) => (line === lines[index] ? [] : [`${line.slice(0, 200)} → ${lines[index]?.slice(0, 200)}`]))
		.slice(0, 10);
}
