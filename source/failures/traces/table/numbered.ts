import { isFileLike, readPlace } from '../place.ts';
import { type LineRule, matching, type Reading } from '../rule.ts';

const NUMBERS = ['#0', '#1', '#2', '#3', '#4', '#5', '#6', '#7', '#8', '#9'];

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

/** Dart: `#0      name (file:///a.dart:15:20)`. */
function readDart(text: string): Reading | undefined {
	const found = /^#\d{1,4} {3,8}(\S[^(]{0,300}) \(((?:dart|file|package|https?|org-dartlang[\w-]*):[^)]+)\)$/.exec(
		text,
	);
	const place = found ? readPlace(found[2] ?? '') : undefined;
	if (!found) return undefined;
	return { function: found[1] ?? '', ...(place ?? { file: found[2] ?? '' }) };
}

/** gdb: `#1  0x0 in name (args) at file.c:12`; sanitizers: `#0 0x0 in name file.c:12:3`, `#0 0x0 (/bin/x+0x12)`. */
function readNative(text: string): Reading | undefined {
	const found = /^#\d{1,4} +(?:(0x[0-9a-f]+) +)?(?:in +)?(\S.*)$/.exec(text);
	if (!found) return undefined;
	const rest = (found[2] ?? '').replace(/ \(BuildId: [0-9a-f]+\)$/, '');
	const at = / at ([^\s()]+):(\d+)$/.exec(rest);
	if (at && rest[at.index - 1] === ')') {
		return { function: nameOf(rest.slice(0, at.index)), file: at[1] ?? '', line: Number(at[2]) };
	}
	const from = / from (\/\S+)$/.exec(rest);
	if (from) return { function: nameOf(rest.slice(0, from.index)), file: from[1] ?? '' };
	if (found[1] === undefined) return undefined;
	const open = rest.lastIndexOf('(/');
	const binary = open < 0 ? null : /^\((\/[^)+]+)\+0x[0-9a-f]+\)$/.exec(rest.slice(open));
	if (binary) return { ...(open > 0 ? { function: nameOf(rest.slice(0, open).trim()) } : {}), file: binary[1] ?? '' };
	const space = rest.lastIndexOf(' ');
	const place = space > 0 ? readPlace(rest.slice(space + 1)) : undefined;
	if (place?.file !== undefined && isFileLike(place.file)) return { function: nameOf(rest.slice(0, space)), ...place };
	return rest.endsWith(')') ? { function: nameOf(rest) } : undefined;
}

/** A name without the arguments of its call. */
function nameOf(call: string): string {
	const open = call.indexOf(' (') > 0 ? call.indexOf(' (') : call.indexOf('(');
	return open > 0 ? call.slice(0, open) : call;
}

/** Languages that number their frames. */
export const NUMBERED: readonly LineRule[] = [
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
	{
		name: 'dart-frame',
		language: 'dart',
		role: 'frame',
		triggers: NUMBERS,
		read: readDart,
		examples: [
			[
				'#0      main.<anonymous closure> (file:///a/b.dart:15:20)',
				{ function: 'main.<anonymous closure>', file: 'file:///a/b.dart', line: 15, column: 20 },
			],
			[
				'#3      _start (dart:isolate-patch/i.dart:265)',
				{ function: '_start', file: 'dart:isolate-patch/i.dart', line: 265 },
			],
		],
		counterExamples: ['#0      x (y)', '#12 [1/9] RUN x'],
	},
	{
		name: 'dart-error',
		language: 'dart',
		role: 'open',
		triggers: ['unhandled exception:'],
		messageLines: 8,
		read: (text) => (text === 'Unhandled exception:' ? {} : undefined),
		examples: [['Unhandled exception:', {}]],
		counterExamples: ['Unhandled exception: x'],
	},
	{
		name: 'dart-gap',
		language: 'dart',
		role: 'filler',
		triggers: [],
		read: (text) => (text === '<asynchronous suspension>' ? {} : undefined),
		examples: [['<asynchronous suspension>', {}]],
	},
	{
		name: 'native-frame',
		language: 'native',
		role: 'frame',
		triggers: NUMBERS,
		read: readNative,
		examples: [
			['#0  0x00005555 in crash (p=0x0) at src/a.c:12', { function: 'crash', file: 'src/a.c', line: 12 }],
			['#1  main () at a.c:5', { function: 'main', file: 'a.c', line: 5 }],
			['#2  0x00007fff in ?? () from /lib/libc.so.6', { function: '??', file: '/lib/libc.so.6' }],
			['#0 0x4f5 in crash(int) /x/a.cc:12:3', { function: 'crash', file: '/x/a.cc', line: 12, column: 3 }],
			[
				'#3 0x4f5 in __libc_start_main (/lib/libc.so.6+0x29d8f)',
				{ function: '__libc_start_main', file: '/lib/libc.so.6' },
			],
			['#4 0x4f5 (/bin/x+0x12) (BuildId: 0a1b)', { file: '/bin/x' }],
		],
		counterExamples: [
			'#12 fixed at home',
			'#12 that we saw at app.js:12:5',
			'#3 [2/9] COPY --from=x at /a',
			'#5 0.123 done (ok)',
		],
	},
	{
		name: 'address-sanitizer',
		language: 'native',
		role: 'error',
		triggers: ['sanitizer: '],
		read: matching(/^==\d+==\s?(?:ERROR|WARNING): (?<className>\w+Sanitizer): (?<message>.+)$/),
		examples: [
			[
				'==12==ERROR: AddressSanitizer: SEGV on unknown address 0x0',
				{ className: 'AddressSanitizer', message: 'SEGV on unknown address 0x0' },
			],
		],
	},
	{
		name: 'gdb-signal',
		language: 'native',
		role: 'error',
		triggers: ['program received signal', 'program terminated with'],
		read: matching(
			/^(?:Thread .{1,100} received|Program (?:received|terminated with)) signal (?<className>SIG[A-Z]+), (?<message>[^.]+)\.$/,
		),
		examples: [
			['Program received signal SIGSEGV, Segmentation fault.', { className: 'SIGSEGV', message: 'Segmentation fault' }],
		],
	},
];
