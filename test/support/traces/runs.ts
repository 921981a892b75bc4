import type { FailingRun } from './failing-run.ts';
import { GO_RUNS } from './runs/go.ts';
import { JAVASCRIPT_RUNS } from './runs/jest-mocha.ts';
import { JVM_RUNS } from './runs/jvm.ts';
import { NATIVE_RUNS } from './runs/native.ts';
import { NODE_RUNS } from './runs/node.ts';
import { PYTHON_RUNS } from './runs/python.ts';
import { VITEST_RUNS } from './runs/vitest.ts';

export { type FailingRun, hasTool, runProject as runFailing } from './failing-run.ts';

export const FAILING_RUNS: readonly FailingRun[] = [
	...VITEST_RUNS,
	...JAVASCRIPT_RUNS,
	...NODE_RUNS,
	...PYTHON_RUNS,
	...GO_RUNS,
	...NATIVE_RUNS,
	...JVM_RUNS,
];
