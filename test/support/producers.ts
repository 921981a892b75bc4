import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { temporaryFolder } from './sandbox.ts';
import { PYTEST } from './traces/pytest-source.ts';

const packages = resolve(import.meta.dirname, '..', '..', 'node_modules');
const module = (...path: readonly string[]): string => join(packages, ...path);

/** One start of a runner, and where its reports of that are. */
export interface RunnerCall {
	readonly command: readonly [string, ...string[]];
	readonly env?: Readonly<Record<string, string>>;
	/** Name of a report → its file; `stdout` is what it prints. */
	readonly reports: Readonly<Record<string, string>>;
}

/** A runner, tests of which some fail, and every way to tell of them. */
export interface Producer {
	readonly name: string;
	/** What must be there; without it, it is in the packages that are installed anyway. */
	readonly tool?: readonly [string, ...string[]];
	readonly files: Readonly<Record<string, string>>;
	readonly calls: readonly RunnerCall[];
	/** The titles of what fails. */
	readonly failing: readonly string[];
	/** Report → titles of what it leaves out. */
	readonly untold?: Readonly<Record<string, readonly string[]>>;
}

const CART = `exports.total = (cart) => cart.items.map(({ price }) => price).reduce((a, b) => a + b, 0);
exports.load = async (id) => {
	if (id > 2) throw new RangeError(\`no cart \${id}\`, { cause: new Error('not in the table') });
};
exports.expire = () => new Promise((_, reject) => { setTimeout(() => reject(new Error('too late')), 1); });
`;
const CART_MODULE = `export const total = (cart: any): number => cart.items.map(({ price }: any) => price).reduce((a: number, b: number) => a + b, 0);
export async function load(id: number): Promise<unknown> {
	if (id > 2) throw new RangeError(\`no cart \${id}\`, { cause: new Error('not in the table') });
	return {};
}
export const expire = () => new Promise((_, reject) => { setTimeout(() => reject(new Error('too late')), 1); });
`;
/** A test of the same name that fails in the same way, in another file. */
const TWIN = "test('stands alone', () => { throw new Error('alone'); });\n";
/** Tests in the words of Jest, Vitest and Playwright. */
const TESTS = `describe('cart', () => {
	describe('of a guest', () => {
		test('has a total without items', () => { expect(total({})).toBe(0); });
	});
	test('adds prices', () => { expect(total({ items: [{ price: 1 }] })).toBe(2); });
	test('loads', async () => { expect(await load(3)).toEqual({}); });
	// The stack of what it throws does not lead to the test.
	test('expires', async () => { await expire(); });
	test('passes', () => { expect(1).toBe(1); });
});
describe('cart.js', () => { test('is the name of a file', () => { throw new Error('named'); }); });
${TWIN}`;
const FAILING = [
	...['cart adds prices', 'cart expires', 'cart loads', 'cart of a guest has a total without items'],
	...['cart.js is the name of a file', 'stands alone', 'stands alone'],
];

const MOCHA_TWIN = TWIN.replace('test', 'it');
const MOCHA_TESTS = `const { expire, load, total } = require('./cart.js');
const assert = require('node:assert');
describe('cart', () => {
	describe('of a guest', () => {
		it('has a total without items', () => { assert.equal(total({}), 0); });
	});
	it('adds prices', () => { assert.equal(total({ items: [{ price: 1 }] }), 2); });
	it('loads', async () => { assert.deepEqual(await load(3), {}); });
	it('expires', async () => { await expire(); });
	it('passes', () => {});
});
describe('cart.js', () => { it('is the name of a file', () => { throw new Error('named'); }); });
${MOCHA_TWIN}`;
const NODE_TESTS = `import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
const total = (cart) => cart.items.length;
describe('cart', () => {
	describe('of a guest', () => {
		test('has a total without items', () => { total({}); });
	});
	test('adds prices', () => { assert.equal(total({ items: [1] }), 2); });
});
test('rejects', async () => { await Promise.reject(new RangeError('no cart 3', { cause: new Error('not in the table') })); });
test('throws text', () => { throw 'just text'; });
test('expires', () => new Promise((_, reject) => { setTimeout(() => reject(new Error('too late')), 1); }));
test('passes', () => {});
${TWIN}`;
const NODE_TWIN = `import { test } from 'node:test';\n${TWIN}`;
const PYTHON_TESTS = `${PYTEST}def test_with_shared_fixture(shared):
    pass
`;
const PYTHON_FIXTURES = `import pytest
@pytest.fixture
def shared():
    raise ValueError("no database")
`;
const PYTHON_TWIN = `def test_without_items():
    {}["items"]
`;
/** The reporter calls Mocha's base class as the function that it was. */
const MOCHA_BRIDGE = `const { reporters } = require('mocha');
const { Base } = reporters;
reporters.Base = Object.setPrototypeOf(function () {}, Base);
module.exports = require('mocha-junit-reporter');
reporters.Base = Base;
`;
/** The reporter waits for a call that Vitest no longer makes. */
const VITEST_BRIDGE = `import { createRequire } from 'node:module';
const { default: Ctrf } = createRequire(import.meta.url)('vitest-ctrf-json-reporter');
export default class extends Ctrf {
	onTestRunEnd(modules) { this.onFinished(modules.map(({ task }) => task)); }
}
`;
const node = process.execPath;
const vitest = [node, module('vitest', 'vitest.mjs'), 'run', '--root', '.'] as const;
const mocha = [node, module('mocha', 'bin', 'mocha.js')] as const;
const playwright = [node, module('@playwright', 'test', 'cli.js'), 'test'] as const;

export const PRODUCERS: readonly Producer[] = [
	{
		name: 'jest',
		files: {
			'package.json': '{}',
			'cart.js': CART,
			'twin.test.js': TWIN,
			'cart.test.js': `const { expire, load, total } = require('./cart.js');\n${TESTS}`,
			'broken.test.js': "require('./missing.js');\ntest('never runs', () => {});\n",
		},
		calls: [
			{
				command: [
					node,
					module('jest', 'bin', 'jest.js'),
					...['--rootDir', '.', '--json', '--outputFile=out.json'],
					...['default', 'jest-junit', 'jest-ctrf-json-reporter'].map((reporter) => `--reporters=${reporter}`),
				],
				reports: { log: 'stdout', junit: 'junit.xml', json: 'out.json', ctrf: 'ctrf/ctrf-report.json' },
			},
		],
		failing: ['broken.test.js', ...FAILING],
		// Of a file none of whose tests could run, these reporters say nothing.
		untold: { junit: ['broken.test.js'], ctrf: ['broken.test.js'] },
	},
	{
		name: 'vitest',
		files: {
			'package.json': '{"type":"module"}',
			'cart.ts': CART_MODULE,
			'cart.test.ts': `import { describe, expect, test } from 'vitest';\nimport { expire, load, total } from './cart.ts';\n${TESTS}`,
			'twin.test.ts': `import { test } from 'vitest';\n${TWIN}`,
			'broken.test.ts': "import './missing.ts';\n",
			'ctrf.mjs': VITEST_BRIDGE,
		},
		calls: [
			{
				command: [
					...vitest,
					...['default', 'json', 'junit', './ctrf.mjs'].map((reporter) => `--reporter=${reporter}`),
					...['--outputFile.json=out.json', '--outputFile.junit=out.xml'],
				],
				reports: { log: 'stdout', json: 'out.json', junit: 'out.xml' },
			},
			{ command: [...vitest, '--reporter=tap'], reports: { tap: 'stdout' } },
			{ command: [...vitest, '--reporter=tap-flat'], reports: { 'tap-flat': 'stdout' } },
		],
		failing: ['broken.test.ts', ...FAILING],
	},
	{
		name: 'mocha',
		files: {
			'package.json': '{}',
			'cart.js': CART,
			'cart.test.js': MOCHA_TESTS,
			'twin.test.js': MOCHA_TWIN,
			'junit.cjs': MOCHA_BRIDGE,
		},
		calls: [
			{ command: [...mocha, '*.test.js'], reports: { log: 'stdout' } },
			{ command: [...mocha, '--reporter=tap', '*.test.js'], reports: { tap: 'stdout' } },
			{ command: [...mocha, '--reporter=xunit', '*.test.js'], reports: { xunit: 'stdout' } },
			{ command: [...mocha, '--reporter=./junit.cjs', '*.test.js'], reports: { junit: 'test-results.xml' } },
		],
		failing: FAILING,
	},
	{
		name: 'node:test',
		files: { 'cart.test.mjs': NODE_TESTS, 'twin.test.mjs': NODE_TWIN },
		calls: ['spec', 'tap', 'junit'].map((reporter) => ({
			command: [node, '--test', `--test-reporter=${reporter}`],
			reports: { [reporter]: 'stdout' },
		})),
		failing: [
			...['adds prices', 'expires', 'has a total without items', 'rejects'],
			...['stands alone', 'stands alone', 'throws text'],
		],
	},
	{
		name: 'playwright',
		files: {
			'package.json': '{}',
			'playwright.config.ts': "export default { retries: 1, projects: [{ name: 'shop' }] };\n",
			'cart.ts': CART_MODULE,
			'cart.spec.ts': `import { expect, test } from '@playwright/test';\nimport { expire, load, total } from './cart';\nconst { describe } = test;\n${TESTS}`,
			'twin.spec.ts': `import { test } from '@playwright/test';\n${TWIN}`,
		},
		calls: [
			{
				command: [...playwright, '--reporter=list,json,junit'],
				env: { PLAYWRIGHT_JSON_OUTPUT_NAME: 'out.json', PLAYWRIGHT_JUNIT_OUTPUT_NAME: 'out.xml' },
				reports: { list: 'stdout', json: 'out.json', junit: 'out.xml' },
			},
		],
		failing: FAILING,
	},
	...['long', 'short'].map(
		(style): Producer => ({
			name: `pytest --tb=${style}`,
			tool: ['python3', '-m', 'pytest', '--version'],
			files: {
				'tests/test_cart.py': PYTHON_TESTS,
				'tests/test_twin.py': PYTHON_TWIN,
				'tests/conftest.py': PYTHON_FIXTURES,
			},
			calls: [
				{
					command: ['python3', '-m', 'pytest', `--tb=${style}`, '-p', 'no:cacheprovider', '--junitxml=out.xml'],
					reports: { log: 'stdout', junit: 'out.xml' },
				},
			],
			failing: [
				...['TestLoad test_chain', 'test_adds_prices', 'test_counts[2]', 'test_with_fixture'],
				...['test_with_shared_fixture', 'test_without_items', 'test_without_items'],
			],
		}),
	),
];

/** What the runner wrote: report → text. */
export function produce({ files, calls }: Producer): Readonly<Record<string, string>> {
	const folder = temporaryFolder('murmur8-producer-');
	for (const [name, text] of Object.entries(files)) {
		mkdirSync(join(folder, dirname(name)), { recursive: true });
		writeFileSync(join(folder, name), text);
	}
	symlinkSync(packages, join(folder, 'node_modules'));
	const all: Record<string, string> = {};
	for (const { command, env, reports } of calls) {
		const [program, ...args] = command;
		// Nothing of the test runner around it: it would change what its like says.
		const { PATH = '', HOME = '' } = process.env;
		const { stdout, stderr, status } = spawnSync(program, args, {
			cwd: folder,
			encoding: 'utf8',
			env: { PATH, HOME, LC_ALL: 'C', NO_COLOR: '1', PYTHONDONTWRITEBYTECODE: '1', ...env },
		});
		if (status === 0) throw new Error(`${command.join(' ')} did not fail: ${stdout}${stderr}`);
		for (const [report, file] of Object.entries(reports)) {
			// Reporters print to one of both; a machine's report stands alone.
			const isLog = report === 'log' || report === 'spec' || report === 'list' || report === 'line';
			all[report] = file === 'stdout' ? `${stdout}${isLog ? stderr : ''}` : readFileSync(join(folder, file), 'utf8');
		}
	}
	return all;
}
