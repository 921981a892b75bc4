import { join } from 'node:path';
import { type FailingRun, PACKAGES } from '../failing-run.ts';

const NODE_TEST = `import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
const total = (cart) => cart.items.length;
describe('cart', () => {
	test('adds prices', () => { assert.equal(total({ items: [1] }), 2); });
	test('has a total without items', () => { total({}); });
});
test('rejects', async () => { await Promise.reject(new RangeError('no cart 3')); });
test('throws text', () => { throw 'just text'; });
test('passes', () => {});
`;
const FAILURES: FailingRun['failures'] = [
	{ test: 'adds prices', className: 'AssertionError', at: '<anonymous>@cart.test.mjs' },
	{ test: 'has a total without items', className: 'TypeError', at: 'total@cart.test.mjs' },
	{ test: 'rejects', className: 'RangeError', at: '<anonymous>@cart.test.mjs' },
	{ test: 'throws text', className: 'Error', at: '<anonymous>@cart.test.mjs' },
];

/** Node's own runner, programs that end with an error, and the compiler of TypeScript. */
export const NODE_RUNS: readonly FailingRun[] = [
	...['spec', 'tap', 'dot'].map(
		(reporter): FailingRun => ({
			name: `node:test, ${reporter}`,
			family: 'node:test',
			files: { 'cart.test.mjs': NODE_TEST },
			command: [process.execPath, '--test', `--test-reporter=${reporter}`],
			// What was thrown has no stack: `dot` does not say where the test stands.
			failures: FAILURES.map((failure) =>
				reporter === 'dot' && failure.test === 'throws text' ? { ...failure, at: undefined } : failure,
			),
		}),
	),
	{
		name: 'node:test, in colour',
		family: 'node:test',
		files: { 'cart.test.mjs': NODE_TEST },
		command: [process.execPath, '--test', '--test-reporter=spec'],
		env: { FORCE_COLOR: '1' },
		failures: FAILURES,
	},
	{
		name: 'node',
		files: {
			'a.mjs': "function load() { throw new TypeError('no cart', { cause: new RangeError('no row') }); }\nload();\n",
		},
		command: [process.execPath, 'a.mjs'],
		failures: [{ className: 'TypeError', at: 'load@a.mjs' }],
	},
	...['true', 'false'].map(
		(pretty): FailingRun => ({
			name: `tsc --pretty ${pretty}`,
			family: 'tsc',
			files: {
				'src/a.ts': "export const one: number = 'x';\nexport const two = missing;\nexport const three = other;\n",
			},
			command: [join(PACKAGES, '.bin', 'tsc'), '--noEmit', '--pretty', pretty, 'src/a.ts'],
			failures: [
				{ className: 'TS2322', at: '<anonymous>@a.ts' },
				{ className: 'TS2304', at: '<anonymous>@a.ts' },
				{ className: 'TS2304', at: '<anonymous>@a.ts' },
			],
		}),
	),
];
