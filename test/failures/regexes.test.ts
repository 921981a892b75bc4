import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { CHECKS } from '../../source/failures/verify.ts';

const source = resolve(import.meta.dirname, '..', '..', 'source');

interface Recheck {
	readonly checkSync: (
		source: string,
		flags: string,
		options: { readonly timeout: number },
	) => { readonly status: 'safe' | 'vulnerable' | 'unknown' };
}

/** Not a dependency yet (its platform packages are large): where it is not installed, this says so. */
async function loadRecheck(): Promise<Recheck | undefined> {
	const name = process.env['RECHECK_MODULE'] ?? 'recheck';
	try {
		return (await import(name)) as Recheck;
	} catch {
		return undefined;
	}
}

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
	return [...literals, ...CHECKS.map(({ name, pattern }) => [`verify ${name}`, pattern] as const)];
}

test('every regex is linear in the text', async ({ skip }) => {
	const recheck = await loadRecheck();
	if (!recheck) return skip('recheck is not installed: no regex was checked');
	const all = allOf();
	expect(all.length).toBeGreaterThan(40);
	const unsafe = all.filter(
		([, { source: pattern, flags }]) =>
			recheck.checkSync(pattern, flags.replace('g', ''), { timeout: 30_000 }).status !== 'safe',
	);
	expect(unsafe.map(([where, { source: pattern }]) => `${where}: ${pattern}`)).toEqual([]);
});
