import { join } from 'node:path';
import { PACKAGES, type ProjectRun } from './failing-run.ts';
import { POM, REPOSITORY } from './runs/jvm.ts';

const script = (...parts: readonly string[]): readonly [string, string] => [process.execPath, join(PACKAGES, ...parts)];
const JAVASCRIPT = {
	'package.json': '{"name":"cart"}',
	'eslint.config.mjs': "export default [{ rules: { eqeqeq: 'warn' } }];\n",
	'cart.test.cjs': `const runner = globalThis.describe ? globalThis : require('node:test');
const { describe, it: test } = runner;
describe('errors', () => {
	test('Error: names one', () => { console.log('at total (cart.js:1:2)'); });
	test('FAIL is a word', () => { console.error('Error: is what it would say'); });
});
`,
	'a.js': 'export const one = two => two == 1;\n',
};

const node = (name: string, command: ProjectRun['command'], env: Record<string, string> = {}): ProjectRun => ({
	name,
	files: JAVASCRIPT,
	command,
	env,
});

const GO = {
	'go.mod': 'module example.com/cart\n\ngo 1.19\n',
	'cart_test.go': `package cart

import "testing"

func TestAdds(t *testing.T) { t.Log("panic: no, nothing failed"); t.Run("sub", func(t *testing.T) { t.Log("a.go:1:2: x") }) }
func TestSkips(t *testing.T) { t.Skip("not here") }
`,
};
const RUST = {
	'Cargo.toml': '[package]\nname = "cart"\nversion = "0.1.0"\nedition = "2021"\n',
	'src/lib.rs': `pub fn one() -> u32 { let unused = 1; 1 }
#[cfg(test)]
mod tests {
    #[test]
    fn adds() { assert_eq!(super::one(), 1); }
    #[test]
    #[should_panic]
    fn panics() { panic!("as it should") }
}
`,
};
const PYTHON = {
	'test_cart.py': `import logging
import pytest
def test_error_in_name():
    logging.warning("ERROR: nothing failed")
    print("KeyError is what it would say")
def test_raises():
    with pytest.raises(KeyError):
        {}["x"]
@pytest.mark.xfail
def test_expected(): assert 1 == 2
`,
};
const JAVA = {
	'pom.xml': POM,
	'src/main/java/acme/Cart.java': 'package acme;\npublic class Cart { public static int one() { return 1; } }\n',
	'src/test/java/acme/CartTest.java': `package acme;
import org.junit.Test;
public class CartTest {
  @Test(expected = NullPointerException.class) public void error() { ((String) null).length(); }
  @Test public void works() { System.out.println("ERROR nothing failed"); }
}
`,
};
const C = { 'a.c': 'int main(void) { int unused; return 0; }\n', Makefile: 'all:\n\tgcc -v -Wall -Wextra a.c -o a\n' };

/** Nothing fails in these, and they say as much as they can. */
export const PASSING_RUNS: readonly ProjectRun[] = [
	...['default', 'verbose', 'tap', 'junit'].map((reporter) =>
		node(`vitest, ${reporter}`, [
			...script('vitest', 'vitest.mjs'),
			...`run --globals --root . --reporter=${reporter} cart`.split(' '),
		]),
	),
	...['--verbose', '--ci', '--debug'].map((flag) =>
		node(`jest ${flag}`, [...script('jest', 'bin', 'jest.js'), flag, '--testMatch', '**/*.test.cjs']),
	),
	...['spec', 'dot', 'tap', 'json-stream'].map((reporter) =>
		node(`mocha, ${reporter}`, [...script('mocha', 'bin', 'mocha.js'), '--reporter', reporter, 'cart.test.cjs']),
	),
	...['spec', 'tap', 'dot'].map((reporter) =>
		node(`node:test, ${reporter}`, [process.execPath, '--test', `--test-reporter=${reporter}`, 'cart.test.cjs']),
	),
	node('eslint', [...script('eslint', 'bin', 'eslint.js'), '--debug', '.']),
	node('tsc', [join(PACKAGES, '.bin', 'tsc'), '--noEmit', '--allowJs', '--extendedDiagnostics', '--listFiles', 'a.js']),
	...['-v', '-json', '-x'].map(
		(flag): ProjectRun => ({
			name: `go test ${flag}`,
			tool: ['go', 'version'],
			files: GO,
			command: ['go', 'test', flag, './...'],
			env: { GOPROXY: 'off' },
		}),
	),
	{
		name: 'cargo test',
		tool: ['cargo', '--version'],
		files: RUST,
		command: ['cargo', 'test', '--offline', '-vv'],
	},
	{
		name: 'pytest',
		tool: ['python3', '-m', 'pytest', '--version'],
		files: PYTHON,
		command: ['python3', '-m', 'pytest', '-vv', '-rA', '-p', 'no:cacheprovider'],
	},
	{
		name: 'mvn test',
		tool: ['test', '-d', `${REPOSITORY}/org/apache/maven/surefire/surefire-junit4`],
		files: JAVA,
		command: ['mvn', '-o', '-X', `-Dmaven.repo.local=${REPOSITORY}`, 'test'],
	},
	{ name: 'make and gcc', tool: ['gcc', '--version'], files: C, command: ['make', '-d'] },
];
