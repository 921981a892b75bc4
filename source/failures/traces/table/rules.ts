import type { LineRule } from '../rule.ts';
import { DIAGNOSTICS } from './diagnostics.ts';
import { DOTNET } from './dotnet.ts';
import { GO } from './go.ts';
import { JAVASCRIPT } from './javascript.ts';
import { JVM } from './jvm.ts';
import { NUMBERED } from './numbered.ts';
import { PROGRAMS } from './programs.ts';
import { PYTHON } from './python.ts';
import { RUBY } from './ruby.ts';
import { RUNNERS } from './runners.ts';
import { RUST } from './rust.ts';

/** All that is known about how errors look in a log; of two rules that fit, the first one counts. */
export const LINE_RULES: readonly LineRule[] = [
	...DIAGNOSTICS,
	...PROGRAMS,
	...RUNNERS,
	...JVM,
	...JAVASCRIPT,
	...DOTNET,
	...PYTHON,
	...GO,
	...RUST,
	...RUBY,
	...NUMBERED,
];
