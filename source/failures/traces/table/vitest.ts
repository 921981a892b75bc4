import { isFileLike } from '../place.ts';
import type { LineRule, Reading } from '../rule.ts';

/** vitest: ` FAIL  |project| file > suite > test`, or only the file where none of its tests could run. */
function readVitest(text: string): Reading | undefined {
	const found = /^FAIL {2,3}(?:\|[\w -]{1,60}\| |[\w-]{1,60} {2})?(\S.*)$/.exec(text);
	if (!found) return undefined;
	const whole = found[1] ?? '';
	// `file [ file ]`: none of its tests could run.
	const isFile = whole.endsWith(' ]') && whole.includes(' [ ');
	const name = isFile ? whole.slice(0, whole.indexOf(' [ ')) : whole;
	const end = name.indexOf(' > ');
	const file = end < 0 ? name : name.slice(0, end);
	if (!/\.[cm]?[jt]sx?$/.test(file) || !isFileLike(file)) return undefined;
	return end < 0 && !isFile ? undefined : { test: name };
}

export const VITEST: readonly LineRule[] = [
	{
		name: 'vitest',
		language: 'javascript',
		role: 'test',
		triggers: ['fail  '],
		isVerdict: true,
		read: readVitest,
		examples: [
			['FAIL  test/a.test.ts > suite > adds', { test: 'test/a.test.ts > suite > adds' }],
			['FAIL  |unit| test/a.test.ts > adds', { test: 'test/a.test.ts > adds' }],
			['FAIL   unit  test/a.test.ts > adds', { test: 'test/a.test.ts > adds' }],
			['FAIL  test/a.test.ts [ test/a.test.ts ]', { test: 'test/a.test.ts' }],
		],
		counterExamples: ['FAIL  src/a.test.js', 'FAIL  the exam > of the year'],
	},
	{
		name: 'excerpt',
		language: 'javascript',
		role: 'filler',
		triggers: [],
		read: (text) => (/^(?:> ?)?(?:\d+ ?)?\|(?: |$)/.test(text) ? {} : undefined),
		examples: [
			['12| const a = b;', {}],
			['> 12 | const a = b;', {}],
			['|           ^', {}],
		],
	},
];
