import { type LineRule, matching } from '../rule.ts';

const readMessage = matching(/^(?<file>[\w./-]+_test\.go):(?<line>\d+): (?<message>.*)$/);

/** `go test`, which says why a test fails behind its verdict, or with `-v` before it. */
export const GO_TEST: readonly LineRule[] = [
	{
		name: 'go-test',
		language: 'go',
		role: 'test',
		triggers: ['--- fail: '],
		isVerdict: true,
		read: matching(/^--- FAIL: (?<test>\S+) \([\d.]+s\)$/),
		examples: [['--- FAIL: TestX/sub (0.00s)', { test: 'TestX/sub' }]],
	},
	{
		name: 'go-test-message',
		language: 'go',
		role: 'frame',
		triggers: [],
		read: readMessage,
		examples: [['a_test.go:12: got 1', { file: 'a_test.go', line: 12, message: 'got 1' }]],
	},
	{
		name: 'go-test-said',
		language: 'go',
		role: 'test',
		triggers: ['_test.go:'],
		isTestAbove: true,
		isBeforeVerdict: true,
		read: readMessage,
		examples: [['a_test.go:12: got 1', { file: 'a_test.go', line: 12, message: 'got 1' }]],
		counterExamples: ['see a_test.go:12: got 1'],
	},
	{
		// The next test, or a subtest that passed: what comes is its own.
		name: 'go-test-next',
		language: 'go',
		role: 'end',
		triggers: [],
		read: (text) => (/^(?:=== (?:RUN|CONT|NAME) {2,3}|--- (?:PASS|SKIP): )\S/.test(text) ? {} : undefined),
		examples: [
			['=== RUN   TestX/sub', {}],
			['=== NAME  TestX', {}],
			['--- PASS: TestX (0.00s)', {}],
		],
	},
];
