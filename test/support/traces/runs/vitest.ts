import { join } from 'node:path';
import { type FailingRun, PACKAGES } from '../failing-run.ts';

const CART_TEST = `import { describe, expect, test } from 'vitest';
import { load, total } from './cart.ts';
describe('cart', () => {
	test('adds prices', () => { expect(total({ items: [{ price: 1 }] })).toBe(2); });
	test('has a total without items', () => { expect(total({})).toBe(0); });
	test('loads', async () => { expect(await load(3)).toEqual({}); });
	test('passes', () => { expect(1).toBe(1); });
});
`;
const CART = `export const total = (cart: any): number => cart.items.map(({ price }: any) => price).reduce((a: number, b: number) => a + b, 0);
export async function load(id: number): Promise<unknown> {
	if (id > 2) throw new RangeError(\`no cart \${id}\`, { cause: new Error('not in the table') });
	return {};
}
`;

type Innermost = readonly [adds: string, total: string, loads: string];
const STACKS: Innermost = ['<anonymous>@cart.test.ts', 'total@cart.ts', 'load@cart.ts'];
/** Reporters for machines name a place, and no function. */
const PLACES: Innermost = ['<anonymous>@cart.test.ts', '<anonymous>@cart.ts', '<anonymous>@cart.ts'];

const run = (
	reporter: string,
	[adds, total, loads]: Innermost,
	env = { NO_COLOR: '1' } as Record<string, string>,
): FailingRun => ({
	name: `vitest, ${reporter}, ${JSON.stringify(env)}`,
	family: 'vitest',
	files: { 'cart.ts': CART, 'cart.test.ts': CART_TEST },
	command: [
		process.execPath,
		join(PACKAGES, 'vitest', 'vitest.mjs'),
		'run',
		'--root',
		'.',
		...reporter.split(' ').map((name) => `--reporter=${name}`),
	],
	env,
	failures: [
		{ test: 'cart.test.ts > cart > adds prices', className: 'AssertionError', at: adds },
		{ test: 'cart.test.ts > cart > has a total without items', className: 'TypeError', at: total },
		{ test: 'cart.test.ts > cart > loads', className: 'RangeError', at: loads },
	],
});

export const VITEST_RUNS: readonly FailingRun[] = [
	run('default', STACKS),
	run('default', STACKS, { FORCE_COLOR: '1' }),
	run('verbose', STACKS),
	run('dot', STACKS),
	run('default github-actions', STACKS),
	run('github-actions', PLACES),
	run('tap', PLACES),
	run('tap-flat', PLACES),
];
