import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const packages = resolve(import.meta.dirname, '..', '..', '..', 'node_modules');

/** A program that runs tests or compiles, and a small project in which something fails. */
export interface FailingRun {
	readonly name: string;
	/** What must be there to try it; without it, it is in the packages that are installed anyway. */
	readonly tool?: readonly [command: string, ...args: string[]];
	readonly files: Readonly<Record<string, string>>;
	readonly command: readonly [string, ...string[]];
	readonly env?: Readonly<Record<string, string>>;
	/** Of each failure: the test, or the class where it is no test; and what the innermost own call is. */
	readonly failures: readonly { readonly test?: string; readonly className: string; readonly at: string | undefined }[];
}

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
const NODE_FAILURES: FailingRun['failures'] = [
	{ test: 'adds prices', className: 'AssertionError', at: '<anonymous>@cart.test.mjs' },
	{ test: 'has a total without items', className: 'TypeError', at: 'total@cart.test.mjs' },
	{ test: 'rejects', className: 'RangeError', at: '<anonymous>@cart.test.mjs' },
	{ test: 'throws text', className: 'Error', at: '<anonymous>@cart.test.mjs' },
];
const PYTEST = `import pytest
def total(cart):
    return sum(item["price"] for item in cart["items"])
def test_adds_prices():
    assert total({"items": [{"price": 1}]}) == 2
def test_without_items():
    total({})
class TestLoad:
    def test_chain(self):
        try:
            total({})
        except KeyError as error:
            raise RuntimeError("no cart 3") from error
@pytest.mark.parametrize("count", [1, 2])
def test_counts(count):
    assert count == 1
@pytest.fixture
def broken():
    raise ValueError("no database")
def test_with_fixture(broken):
    pass
`;
const PYTEST_TESTS = [
	['test_with_fixture', 'ValueError', 'broken'],
	['test_adds_prices', 'AssertionError', 'test_adds_prices'],
	['test_without_items', 'KeyError', 'total'],
	['TestLoad::test_chain', 'RuntimeError', 'test_chain'],
	['test_counts[2]', 'AssertionError', 'test_counts'],
] as const;
const PYTHON: FailingRun['tool'] = ['python3', '-m', 'pytest', '--version'];
const CARGO = {
	'Cargo.toml': '[package]\nname = "cart"\nversion = "0.1.0"\nedition = "2021"\n',
	'src/lib.rs': `pub fn first(prices: &[u32]) -> u32 { prices[0] }
#[cfg(test)]
mod tests {
    #[test]
    fn adds_prices() { assert_eq!(1 + 1, 3); }
    #[test]
    fn has_a_first() { super::first(&[]); }
    #[test]
    fn passes() {}
}
`,
};
const CARGO_FAILURES: FailingRun['failures'] = [
	{ test: 'tests::adds_prices', className: 'panic', at: '<anonymous>@lib.rs' },
	{ test: 'tests::has_a_first', className: 'panic', at: '<anonymous>@lib.rs' },
];

export const FAILING_RUNS: readonly FailingRun[] = [
	...['0', '1'].map(
		(colour): FailingRun => ({
			name: colour === '1' ? 'vitest, in colour' : 'vitest',
			files: { 'cart.ts': CART, 'cart.test.ts': CART_TEST },
			command: [process.execPath, join(packages, 'vitest', 'vitest.mjs'), 'run', '--root', '.'],
			env: colour === '1' ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' },
			failures: [
				{ test: 'cart.test.ts > cart > adds prices', className: 'AssertionError', at: '<anonymous>@cart.test.ts' },
				{ test: 'cart.test.ts > cart > has a total without items', className: 'TypeError', at: 'total@cart.ts' },
				{ test: 'cart.test.ts > cart > loads', className: 'RangeError', at: 'load@cart.ts' },
			],
		}),
	),
	...['spec', 'tap'].map(
		(reporter): FailingRun => ({
			name: `node:test, ${reporter}`,
			files: { 'cart.test.mjs': NODE_TEST },
			command: [process.execPath, '--test', `--test-reporter=${reporter}`],
			failures: NODE_FAILURES,
		}),
	),
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
			files: {
				'src/a.ts': "export const one: number = 'x';\nexport const two = missing;\nexport const three = other;\n",
			},
			command: [join(packages, '.bin', 'tsc'), '--noEmit', '--pretty', pretty, 'src/a.ts'],
			failures: [
				{ className: 'TS2322', at: '<anonymous>@a.ts' },
				{ className: 'TS2304', at: '<anonymous>@a.ts' },
				{ className: 'TS2304', at: '<anonymous>@a.ts' },
			],
		}),
	),
	...['long', 'short'].map(
		(style): FailingRun => ({
			name: `pytest --tb=${style}`,
			tool: PYTHON,
			files: { 'tests/test_cart.py': PYTEST },
			command: ['python3', '-m', 'pytest', `--tb=${style}`, '-p', 'no:cacheprovider'],
			failures: PYTEST_TESTS.map(([test, className, name]) => ({
				test: `tests/test_cart.py::${test}`,
				className,
				// The long style does not say in which function a line is.
				at: `${style === 'long' ? '<anonymous>' : name}@test_cart.py`,
			})),
		}),
	),
	{
		name: 'python',
		tool: ['python3', '--version'],
		files: {
			'a.py':
				'def load():\n    {}["x"]\ntry:\n    load()\nexcept KeyError as error:\n    raise RuntimeError("no") from error\n',
		},
		command: ['python3', 'a.py'],
		failures: [{ className: 'RuntimeError', at: '<module>@a.py' }],
	},
	{
		name: 'python, a group of errors',
		tool: ['python3', '-c', 'ExceptionGroup'],
		files: {
			'a.py': `def one(): raise ValueError("one")
def two(): raise KeyError("two")
errors = []
for each in (one, two):
    try: each()
    except Exception as error: errors.append(error)
raise ExceptionGroup("several", errors)
`,
		},
		command: ['python3', 'a.py'],
		failures: [{ className: 'ExceptionGroup', at: '<module>@a.py' }],
	},
	...['0', '1'].map(
		(backtrace): FailingRun => ({
			name: backtrace === '1' ? 'cargo test, with backtraces' : 'cargo test',
			tool: ['cargo', '--version'],
			files: CARGO,
			command: ['cargo', 'test', '--offline'],
			env: { RUST_BACKTRACE: backtrace },
			failures: CARGO_FAILURES,
		}),
	),
	{
		name: 'cargo build',
		tool: ['cargo', '--version'],
		files: { ...CARGO, 'src/lib.rs': 'pub fn one() -> u32 { "x" }\npub fn two() -> u32 { missing }\n' },
		command: ['cargo', 'build', '--offline'],
		failures: [
			{ className: 'E0425', at: '<anonymous>@lib.rs' },
			{ className: 'E0308', at: '<anonymous>@lib.rs' },
		],
	},
	{
		name: 'java',
		tool: ['java', '-version'],
		files: {
			'Main.java': `public class Main {
  static int size(String text) { return text.length(); }
  static void load() { try { size(null); } catch (NullPointerException e) { throw new IllegalStateException("no cart 3", e); } }
  public static void main(String[] args) { load(); }
}
`,
		},
		command: ['java', 'Main.java'],
		failures: [{ className: 'java.lang.IllegalStateException', at: 'load@Main.java' }],
	},
	{
		name: 'gcc',
		tool: ['gcc', '--version'],
		files: { 'a.c': 'int main(void) { return missing; }\n' },
		command: ['gcc', '-c', 'a.c', '-o', 'a.o'],
		failures: [{ className: '', at: '<anonymous>@a.c' }],
	},
	{
		name: 'make and a shell',
		tool: ['make', '--version'],
		files: { Makefile: 'all:\n\tno-such-program-here\n' },
		command: ['make'],
		failures: [{ className: 'make', at: 'all@Makefile' }],
	},
];

export const hasTool = ([command, ...args]: readonly [string, ...string[]]): boolean =>
	spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** What the program says, and the exit code it fails with. */
export function runFailing({ files, command, env }: FailingRun): {
	readonly log: string;
	readonly status: number | null;
} {
	const folder = mkdtempSync(join(tmpdir(), 'murmur8-run-'));
	try {
		for (const [name, text] of Object.entries(files)) {
			mkdirSync(join(folder, dirname(name)), { recursive: true });
			writeFileSync(join(folder, name), text);
		}
		symlinkSync(packages, join(folder, 'node_modules'));
		const [program, ...args] = command;
		// Nothing of the test runner around it: it would change what its like says.
		const { PATH = '', HOME = '', CARGO_HOME, RUSTUP_HOME } = process.env;
		const homes = { ...(CARGO_HOME && { CARGO_HOME }), ...(RUSTUP_HOME && { RUSTUP_HOME }) };
		const { stdout, stderr, status } = spawnSync(program, args, {
			cwd: folder,
			encoding: 'utf8',
			env: { PATH, HOME, LC_ALL: 'C', PYTHONDONTWRITEBYTECODE: '1', ...homes, ...env },
		});
		return { log: `${stdout}\n${stderr}`, status };
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
