import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { checkSync } from 'recheck';
import { expect, test } from 'vitest';
import { PREFIXES } from '../../source/failures/traces/prefix.ts';
import { CHECKS } from '../../source/failures/verify.ts';

const source = resolve(import.meta.dirname, '..', '..', 'source');

const LITERAL =
	/(?<=[(,=:?&|![]\s{0,4}|^\s{0,8})\/((?![*/])(?:\\.|\[(?:\\.|[^\]\n\\])*\]|[^/\n\\[])+)\/([dgimsuvy]*)/gm;

/** Regex literals of the files, and those that are put together. */
function allOf(): readonly (readonly [where: string, pattern: RegExp])[] {
	const files = globSync(['failures/**/*.ts', 'commands/sanitize/*.ts'], { cwd: source });
	const literals = files.flatMap((file) =>
		[...readFileSync(join(source, file), 'utf8').matchAll(LITERAL)].map(
			([, pattern = '', flags]) => [file, new RegExp(pattern, flags)] as const,
		),
	);
	const made = [...PREFIXES, ...CHECKS].map(({ name, pattern }) => [name, pattern] as const);
	return [...literals, ...made];
}

test('every regex is linear in the text', { timeout: 600_000 }, () => {
	const all = allOf();
	expect(all.length).toBeGreaterThan(40);
	const unsafe = all.filter(
		([, { source: pattern, flags }]) =>
			checkSync(pattern, flags.replace('g', ''), { timeout: 30_000 }).status !== 'safe',
	);
	expect(unsafe.map(([where, { source: pattern }]) => `${where}: ${pattern}`)).toEqual([]);
});
