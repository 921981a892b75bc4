import { globSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { check } from 'recheck';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { parseAst } from 'vitest/node';
import { dotenvLine } from '../../source/core/doctor/given.ts';
import { setDotenvVariable } from '../../source/core/dotenv-edit.ts';
import { SECRETS } from '../support/secrets.ts';

/**
 * No expression of the program takes more than linear time, whatever it reads: each is put before recheck, which
 * decides by automata, and where these can't, by attacks.
 */
const root = resolve(import.meta.dirname, '../..');
/** Milliseconds for one expression; a bound, which no expression comes near. */
const LONGEST = 50_000;

interface Expression {
	readonly source: string;
	readonly flags: string;
}

interface Found {
	readonly literals: readonly Expression[];
	readonly isBuilding: boolean;
}

/** What a file's syntax tree holds: literals, and whether it makes expressions of texts. */
function expressionsOf(file: string): Found {
	const literals: Expression[] = [];
	let isBuilding = false;
	const visit = (node: unknown): void => {
		if (typeof node !== 'object' || node === null) return;
		const { type, regex, callee } = node as {
			readonly type?: string;
			readonly regex?: { readonly pattern: string; readonly flags: string };
			readonly callee?: { readonly name?: string };
		};
		if (type === 'Literal' && regex) literals.push({ source: regex.pattern, flags: regex.flags });
		if ((type === 'NewExpression' || type === 'CallExpression') && callee?.name === 'RegExp') isBuilding = true;
		for (const value of Object.values(node)) visit(value);
	};
	visit(parseAst(readFileSync(file, 'utf8'), { lang: file.endsWith('x') ? 'tsx' : 'ts' }).body);
	return { literals, isBuilding };
}

const files = globSync('source/**/*.{ts,tsx}', { cwd: root }).map((name) => join(root, name));
const found = new Map(files.map((file) => [relative(root, file), expressionsOf(file)]));

/** What the files that make expressions of texts make. */
const BUILDERS: Readonly<Record<string, () => unknown>> = {
	'source/failures/secrets.ts': async () => {
		const { replaceSecrets } = await import('../../source/failures/secrets.ts');
		replaceSecrets(`pypi-\n${SECRETS.map(([, secret]) => secret).join('\n')}`);
	},
	'source/failures/verify-checks.ts': () => import('../../source/failures/verify-checks.ts'),
	'source/failures/traces/prefix.ts': () => import('../../source/failures/traces/prefix.ts'),
	'source/core/api/cursor.ts': () => import('../../source/core/api/cursor.ts'),
	'source/core/doctor/given.ts': () =>
		dotenvLine({ dotenv: { text: '' } } as Parameters<typeof dotenvLine>[0], 'A_KEY'),
	'source/core/dotenv-edit.ts': () => setDotenvVariable('', 'A_KEY', undefined),
};

async function verdictOf({ source, flags }: Expression): Promise<string> {
	const found = await check(source, flags, { timeout: LONGEST });
	if (found.status === 'safe') return 'safe';
	return `/${source}/${flags}: ${found.status === 'vulnerable' ? found.complexity.summary : 'not decided'}`;
}

describe('literals', () => {
	const files = [...found].filter(([, { literals }]) => literals.length > 0);
	test.each(files)(
		'%s',
		async (_, { literals }) => {
			for (const literal of literals) expect(await verdictOf(literal)).toBe('safe');
		},
		2 * LONGEST,
	);
});

describe('expressions made of texts', () => {
	const built = new Map<string, Expression[]>();

	beforeAll(async () => {
		vi.resetModules();
		for (const [file, make] of Object.entries(BUILDERS)) {
			const own: Expression[] = [];
			vi.stubGlobal(
				'RegExp',
				class extends RegExp {
					constructor(pattern: string, flags?: string) {
						super(pattern, flags);
						own.push({ source: pattern, flags: flags ?? '' });
					}
				},
			);
			await make();
			vi.unstubAllGlobals();
			built.set(file, own);
		}
	});
	afterAll(() => vi.unstubAllGlobals());

	test('every file that makes some is known here', () => {
		const building = [...found].flatMap(([file, { isBuilding }]) => (isBuilding ? [file] : []));
		expect(building.sort()).toEqual(Object.keys(BUILDERS).sort());
	});

	test.each(Object.keys(BUILDERS))(
		'%s',
		async (file) => {
			const own = built.get(file) ?? [];
			expect(own.length).toBeGreaterThan(0);
			for (const expression of own) expect(await verdictOf(expression)).toBe('safe');
		},
		2 * LONGEST,
	);
});
