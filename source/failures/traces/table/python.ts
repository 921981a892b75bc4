import { type LineRule, matching } from '../rule.ts';

export const PYTHON: readonly LineRule[] = [
	{
		name: 'python-traceback',
		language: 'python',
		role: 'open',
		triggers: ['traceback (most'],
		read: (text) =>
			/^(?:[+|] )*(?:Exception Group )?Traceback \(most recent call last\):$/.test(text) ? {} : undefined,
		examples: [
			['Traceback (most recent call last):', {}],
			['+ Exception Group Traceback (most recent call last):', {}],
		],
		counterExamples: ['A "Traceback (most recent call last):" is printed'],
	},
	{
		name: 'python-frame',
		language: 'python',
		role: 'frame',
		triggers: ['File "'],
		read: matching(/^(?:[+|] +)*File "(?<file>[^"]+)", line (?<line>\d+)(?:, in (?<function>.+))?$/),
		examples: [
			['File "/a/b.py", line 5, in get', { file: '/a/b.py', line: 5, function: 'get' }],
			['File "b.py", line 5', { file: 'b.py', line: 5 }],
			['| File "b.py", line 5, in <module>', { file: 'b.py', line: 5, function: '<module>' }],
		],
		counterExamples: ['File "b.py" is missing', 'see File "b.py", line 5, in get'],
	},
	{
		name: 'python-handling',
		language: 'python',
		role: 'relation',
		triggers: [],
		read: (text) => {
			if (/^(?:\| )*During handling of the above exception, another exception occurred:$/.test(text)) {
				return { relation: 'context' };
			}
			return /^(?:\| )*The above exception was the direct cause of the following exception:$/.test(text)
				? { relation: 'cause' }
				: undefined;
		},
		examples: [
			['During handling of the above exception, another exception occurred:', { relation: 'context' }],
			['The above exception was the direct cause of the following exception:', { relation: 'cause' }],
		],
	},
	{
		name: 'python-member',
		language: 'python',
		role: 'relation',
		triggers: [],
		read: (text) => (/^(?:\| +)*\+-\+?-{15,} (?:\d+|\.\.\.) -{15,}$/.test(text) ? { relation: 'member' } : undefined),
		examples: [['+-+---------------- 1 ----------------', { relation: 'member' }]],
	},
	{
		name: 'python-repeated',
		language: 'python',
		role: 'filler',
		triggers: [],
		read: (text) => (/^\[Previous line repeated \d+ more times?\]$/.test(text) ? {} : undefined),
		examples: [['[Previous line repeated 996 more times]', {}]],
	},
];
