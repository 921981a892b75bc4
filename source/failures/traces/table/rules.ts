import type { LineRule } from '../rule.ts';
import { ANNOTATIONS } from './annotations.ts';
import { CRASHES } from './crashes.ts';
import { DART } from './dart.ts';
import { DIAGNOSTICS } from './diagnostics.ts';
import { DOTNET } from './dotnet.ts';
import { GO } from './go.ts';
import { GO_TEST } from './go-test.ts';
import { JAVASCRIPT } from './javascript.ts';
import { JEST } from './jest.ts';
import { JVM } from './jvm.ts';
import { LINTERS } from './linters.ts';
import { MOCHA } from './mocha.ts';
import { NATIVE } from './native.ts';
import { NODE_TEST } from './node-test.ts';
import { OTHER_RUNNERS } from './other-runners.ts';
import { PHP } from './php.ts';
import { PLAYWRIGHT } from './playwright.ts';
import { PROGRAMS } from './programs.ts';
import { PYTHON } from './python.ts';
import { PYTHON_RUNNERS } from './python-runners.ts';
import { RUBY } from './ruby.ts';
import { RUST } from './rust.ts';
import { TAP } from './tap.ts';
import { V8 } from './v8.ts';
import { VITEST } from './vitest.ts';

/** All that is known about how errors look in a log; of two rules that fit, the first one counts. */
export const LINE_RULES: readonly LineRule[] = [
	...ANNOTATIONS,
	...DIAGNOSTICS,
	...LINTERS,
	...PROGRAMS,
	...CRASHES,
	...VITEST,
	...JEST,
	...NODE_TEST,
	...PLAYWRIGHT,
	...MOCHA,
	...TAP,
	...PYTHON_RUNNERS,
	...GO_TEST,
	...OTHER_RUNNERS,
	...JVM,
	...V8,
	...JAVASCRIPT,
	...DOTNET,
	...PYTHON,
	...GO,
	...RUST,
	...RUBY,
	...PHP,
	...DART,
	...NATIVE,
];
