import type { LineRule } from '../rule.ts';
import { DIAGNOSTICS } from './diagnostics.ts';
import { DOTNET } from './dotnet.ts';
import { GO } from './go.ts';
import { JAVASCRIPT } from './javascript.ts';
import { JAVASCRIPT_RUNNERS } from './javascript-runners.ts';
import { JVM } from './jvm.ts';
import { NUMBERED } from './numbered.ts';
import { OTHER_RUNNERS } from './other-runners.ts';
import { PROGRAMS } from './programs.ts';
import { PYTHON } from './python.ts';
import { PYTHON_RUNNERS } from './python-runners.ts';
import { RUBY } from './ruby.ts';
import { RUST } from './rust.ts';
import { TAP } from './tap.ts';

/** All that is known about how errors look in a log; of two rules that fit, the first one counts. */
export const LINE_RULES: readonly LineRule[] = [
	...DIAGNOSTICS,
	...PROGRAMS,
	...JAVASCRIPT_RUNNERS,
	...TAP,
	...PYTHON_RUNNERS,
	...OTHER_RUNNERS,
	...JVM,
	...JAVASCRIPT,
	...DOTNET,
	...PYTHON,
	...GO,
	...RUST,
	...RUBY,
	...NUMBERED,
];
