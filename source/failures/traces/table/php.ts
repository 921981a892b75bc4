import { readPlace } from '../place.ts';
import type { LineRule, Reading } from '../rule.ts';
import { NUMBERS } from './numbers.ts';

/** PHP: `#0 file(9): call()`, `#1 [internal function]: call()`, `#2 {main}`. */
function readPhp(text: string): Reading | undefined {
	const found = /^#\d{1,4} (.+)$/.exec(text);
	const rest = found?.[1] ?? '';
	if (rest === '{main}') return { function: '{main}' };
	if (rest.startsWith('[internal function]: ')) return withCall(rest.slice(21), {});
	const place = /^([^\s(][^(]{0,1000})\((\d+)\): /.exec(rest);
	return place ? withCall(rest.slice(place[0].length), { file: place[1] ?? '', line: Number(place[2]) }) : undefined;
}

function withCall(call: string, place: Reading): Reading | undefined {
	const open = call.indexOf('(');
	return open > 0 && call.endsWith(')') && !/\s/.test(call.slice(0, open))
		? { ...place, function: call.slice(0, open) }
		: undefined;
}

/** `Fatal error:  Uncaught Name: message in file:5`, and as PHP 5 wrote it. */
function readPhpError(text: string): Reading | undefined {
	const at = text.lastIndexOf(' in ');
	const place = at < 0 ? undefined : readPlace(text.slice(at + 4));
	const head = text.slice(0, Math.max(0, at)).replace(/^PHP /, '');
	if (place?.file === undefined || place.column !== undefined) return undefined;
	const old = /^(?:Fatal error: {1,2}Uncaught )?exception '([\w\\]+)'(?: with message '(.*)')?$/.exec(head);
	const found = old ?? /^Fatal error: {1,2}Uncaught ([\w\\]+)(?:: (.*))?$/.exec(head);
	return found ? { className: found[1] ?? '', message: found[2] ?? '', ...place } : undefined;
}

export const PHP: readonly LineRule[] = [
	{
		name: 'php-frame',
		language: 'php',
		role: 'frame',
		triggers: NUMBERS,
		read: readPhp,
		examples: [
			['#0 /x/test.php(9): func1()', { file: '/x/test.php', line: 9, function: 'func1' }],
			['#0 [internal function]: A::{closure}()', { function: 'A::{closure}' }],
			["#2 a.php(36): A->__call('raise', Array)", { file: 'a.php', line: 36, function: 'A->__call' }],
			['#2 {main}', { function: '{main}' }],
		],
		counterExamples: ['#5 fixes it (9): yes', '#12 [build 1/9] COPY', '#1 is closed'],
	},
	{
		name: 'php-error',
		language: 'php',
		role: 'open',
		triggers: ["' with message '", 'uncaught '],
		read: readPhpError,
		examples: [
			[
				"exception 'Exception' with message 'no' in /x/t.php:5",
				{ className: 'Exception', message: 'no', file: '/x/t.php', line: 5 },
			],
			[
				'PHP Fatal error:  Uncaught TypeError: no in /x/t.php:5',
				{ className: 'TypeError', message: 'no', file: '/x/t.php', line: 5 },
			],
		],
		counterExamples: ["exception 'x' was uncaught in /x"],
	},
	{
		name: 'php-stack',
		language: 'php',
		role: 'filler',
		triggers: [],
		read: (text) => (/^Stack trace:$|^ ?thrown in \S.* on line \d+$/.test(text) ? {} : undefined),
		examples: [
			['Stack trace:', {}],
			['thrown in /x/t.php on line 60', {}],
		],
	},
];
