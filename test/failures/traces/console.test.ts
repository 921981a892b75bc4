import { expect, test } from 'vitest';
import { extractTraces } from '../../../source/failures/traces/extractor.ts';

const place = '\n      at Object.error (a.test.js:1:31)\n\n';

test.each([
	['text', '  console.log\n    hello\n', []],
	['words of an error', '  console.error\n    Error: is what it would say\n', []],
	[
		'an error with its stack',
		'  console.error\n    TypeError: no\n        at total (cart.js:1:2)\n',
		['TypeError: no'],
	],
])('what a test wrote in jest: %s', (_name, log, expected) => {
	const found = extractTraces(`${log}${place}PASS a.test.js\n`);
	expect(found.map(({ className, message }) => `${className}: ${message}`)).toEqual(expected);
});
