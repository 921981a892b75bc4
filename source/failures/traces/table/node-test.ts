import { type LineRule, matching, type Reading } from '../rule.ts';

const readTitle = matching(/^✖ (?<test>\S.*) \([\d.]+ms\)$/);

function readPlace(text: string): Reading | undefined {
	const found = /^test at (\S.*):(\d+):(\d+)$/.exec(text);
	return found && /\.[cm]?[jt]sx?$/.test(found[1] ?? '')
		? { file: found[1] ?? '', line: Number(found[2]), column: Number(found[3]) }
		: undefined;
}

export const NODE_TEST: readonly LineRule[] = [
	{
		name: 'node-test',
		language: 'javascript',
		role: 'test',
		triggers: ['test at '],
		isVerdict: true,
		isReasonNext: true,
		isTitleNext: true,
		read: readPlace,
		examples: [['test at a.test.mjs:3:1', { file: 'a.test.mjs', line: 3, column: 1 }]],
		counterExamples: ['test at home:3:1'],
	},
	{
		name: 'node-test-title',
		language: 'javascript',
		role: 'title',
		triggers: [],
		read: readTitle,
		examples: [['✖ adds (1.2ms)', { test: 'adds' }]],
	},
	{
		name: 'node-test-dot',
		language: 'javascript',
		role: 'test',
		triggers: ['\u2716 '],
		isThrownNext: true,
		read: readTitle,
		examples: [['✖ adds (1.2ms)', { test: 'adds' }]],
	},
	{
		name: 'node-test-suite',
		language: 'javascript',
		role: 'drop',
		triggers: [],
		read: (text) => (/^'\d{1,9} subtests? failed'$/.test(text) ? {} : undefined),
		examples: [["'2 subtests failed'", {}]],
	},
];
