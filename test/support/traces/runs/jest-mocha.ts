import { join } from 'node:path';
import { type ExpectedFailure, type FailingRun, PACKAGES } from '../failing-run.ts';

const CART = `exports.total = (cart) => cart.items.map(({ price }) => price).reduce((a, b) => a + b, 0);
exports.load = async (id) => {
	if (id > 2) throw new RangeError(\`no cart \${id}\`, { cause: new Error('not in the table') });
	return {};
};
`;

const JEST_FILES = {
	'package.json': '{"name":"cart"}',
	'cart.js': CART,
	'cart.test.js': `const { load, total } = require('./cart.js');
describe('cart', () => {
	test('adds prices', () => { expect(total({ items: [{ price: 1 }] })).toBe(2); });
	test('has a total without items', () => { expect(total({})).toBe(0); });
	test('loads', async () => { expect(await load(3)).toEqual({}); });
	test('is what it was', () => { expect({ a: 1, b: [1, 2] }).toEqual({ a: 1, b: [1, 3] }); });
	test('passes', () => { expect(1).toBe(1); });
	test.skip('is skipped', () => {});
});
test('stands alone', () => { throw new Error('no suite'); });
test('throws text', () => { throw 'just text'; });
`,
	'broken.test.js': "const x = require('./no-such-file.js');\ntest('never runs', () => {});\n",
	'ok.test.js': "test('works', () => { console.log('hello'); console.error('a warning: nothing failed'); });\n",
};
const JEST_FAILURES: readonly ExpectedFailure[] = [
	{ test: 'cart › adds prices', className: 'Error', at: 'toBe@cart.test.js' },
	{ test: 'cart › has a total without items', className: 'TypeError', at: 'map@cart.js' },
	{ test: 'cart › loads', className: 'RangeError', at: 'load@cart.js' },
	{ test: 'cart › is what it was', className: 'Error', at: 'toEqual@cart.test.js' },
	{ test: 'stands alone', className: 'Error', at: '<anonymous>@cart.test.js' },
	{ test: 'throws text', className: 'Error', at: 'test@cart.test.js' },
	{ test: 'broken.test.js', className: 'Error', at: 'require@broken.test.js' },
];
const jest = (args: string, env: Record<string, string> = { NO_COLOR: '1' }): FailingRun => ({
	name: `jest ${args}, ${JSON.stringify(env)}`,
	family: 'jest',
	files: JEST_FILES,
	command: [process.execPath, join(PACKAGES, 'jest', 'bin', 'jest.js'), ...args.split(' ').filter(Boolean)],
	env,
	failures: JEST_FAILURES,
});

const MOCHA_FILES = {
	'cart.js': CART,
	'cart.spec.js': `const assert = require('node:assert');
const { load, total } = require('./cart.js');
describe('cart', () => {
	it('adds prices', () => { assert.strictEqual(total({ items: [{ price: 1 }] }), 2); });
	it('has a total without items', () => { assert.strictEqual(total({}), 0); });
	it('loads', async () => { assert.deepStrictEqual(await load(3), {}); });
	it('is what it was', () => { assert.deepStrictEqual({ a: 1, b: [1, 2] }, { a: 1, b: [1, 3] }); });
	it('never calls back', function (done) { this.timeout(20); });
	it('passes', () => {});
	describe('empty', () => { beforeEach(() => { throw new TypeError('no fixture'); }); it('is hooked', () => {}); });
});
it('stands alone', () => { throw new Error('no suite'); });
it('throws text', () => { throw 'just text'; });
`,
};
const MOCHA_TESTS = [
	['cart > adds prices', 'AssertionError', '<anonymous>@cart.spec.js'],
	['cart > has a total without items', 'TypeError', 'total@cart.js'],
	['cart > loads', 'RangeError', 'load@cart.js'],
	['cart > is what it was', 'AssertionError', '<anonymous>@cart.spec.js'],
	// Of these two Node's own calls are all that the stack holds.
	['cart > never calls back', 'Error', 'listOnTimeout@timers'],
	['throws text', 'Error', 'processImmediate@timers'],
	['cart > empty > "before each" hook for "is hooked"', 'TypeError', '<anonymous>@cart.spec.js'],
	['stands alone', 'Error', '<anonymous>@cart.spec.js'],
] as const;
const mocha = (reporter: string, env: Record<string, string> = { NO_COLOR: '1' }): FailingRun => ({
	name: `mocha, ${reporter}, ${JSON.stringify(env)}`,
	family: 'mocha',
	files: MOCHA_FILES,
	command: [process.execPath, join(PACKAGES, 'mocha', 'bin', 'mocha.js'), '--reporter', reporter, 'cart.spec.js'],
	env,
	failures: MOCHA_TESTS.map(([test, className, at]) => ({
		test: reporter === 'tap' ? test.replaceAll(' > ', ' ') : test,
		className,
		at,
	})),
});

const LINT_FILES = {
	'eslint.config.mjs':
		"export default [{ rules: { 'no-unused-vars': 'error', 'no-undef': 'error', eqeqeq: 'warn' } }];\n",
	'a.js': `const one = 1;
export const two = missing;
export const three = two == 2;
export const four = other + another;
`,
	'b.js': 'export const five = (;\n',
	'c.js': 'export const six = 6;\n',
};
const eslint = (env: Record<string, string>): FailingRun => ({
	name: `eslint, ${JSON.stringify(env)}`,
	family: 'eslint',
	files: LINT_FILES,
	command: [process.execPath, join(PACKAGES, 'eslint', 'bin', 'eslint.js'), '.'],
	env,
	failures: [
		{ className: 'no-unused-vars', at: '<anonymous>@a.js' },
		{ className: 'no-undef', at: '<anonymous>@a.js' },
		{ className: 'no-undef', at: '<anonymous>@a.js' },
		{ className: 'no-undef', at: '<anonymous>@a.js' },
		{ className: 'eslint', at: '<anonymous>@b.js' },
	],
});

/** What most projects in JavaScript are tested and checked with. */
export const JAVASCRIPT_RUNS: readonly FailingRun[] = [
	jest(''),
	jest('--verbose'),
	jest('', { FORCE_COLOR: '1' }),
	jest('--reporters=default --reporters=github-actions', { GITHUB_ACTIONS: 'true', CI: '1' }),
	...['spec', 'dot', 'list', 'min', 'tap'].map((reporter) => mocha(reporter)),
	mocha('spec', { FORCE_COLOR: '1' }),
	eslint({ NO_COLOR: '1' }),
	eslint({ FORCE_COLOR: '1' }),
];
