import type { FailingRun } from '../failing-run.ts';
import { PYTEST } from '../pytest-source.ts';

const PYTEST_TESTS = [
	['test_with_fixture', 'ValueError', 'broken'],
	['test_adds_prices', 'AssertionError', 'test_adds_prices'],
	['test_without_items', 'KeyError', 'total'],
	['TestLoad::test_chain', 'RuntimeError', 'test_chain'],
	['test_counts[2]', 'AssertionError', 'test_counts'],
] as const;
const PYTHON: FailingRun['tool'] = ['python3', '-m', 'pytest', '--version'];

export const PYTHON_RUNS: readonly FailingRun[] = [
	...['long', 'short', 'native', 'line', 'no', 'auto --color=yes', 'auto -v'].map(
		(style): FailingRun => ({
			name: `pytest --tb=${style}`,
			family: 'pytest',
			tool: PYTHON,
			files: { 'tests/test_cart.py': PYTEST },
			command: ['python3', '-m', 'pytest', ...`--tb=${style}`.split(' '), '-p', 'no:cacheprovider'],
			failures: PYTEST_TESTS.map(([test, className, name]) => ({
				test: `tests/test_cart.py::${test}`,
				className,
				at: style === 'line' || style === 'no' ? undefined : `${name}@test_cart.py`,
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
];
