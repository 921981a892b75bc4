import { type LineRule, matching, type Reading } from '../rule.ts';

/** C's `assert`: `program: file:line: function: Assertion `x' failed.` */
function readAssertion(text: string): Reading | undefined {
	const at = text.search(/: Assertion [`']/);
	const place = /^[^\s:]+: ([^\s:]+):(\d+): (\S.*)$/.exec(text.slice(0, Math.max(0, at)));
	if (!place || !text.endsWith("' failed.")) return undefined;
	return {
		className: 'Assertion failed',
		file: place[1] ?? '',
		line: Number(place[2]),
		function: place[3] ?? '',
		message: text.slice(at + 2),
	};
}

const SIGNALS = /^(Segmentation fault|Aborted|Bus error|Illegal instruction|Floating point exception)(.*)$/;

/** `Segmentation fault (core dumped)`, and `x.sh: line 5:  123 Aborted   (core dumped) ./x`. */
function readCrash(text: string): Reading | undefined {
	const shell = /^[\w./-]{1,200}: line \d+: +\d+ (?=[A-Z])/.exec(text);
	const found = SIGNALS.exec(text.slice(shell?.[0].length ?? 0));
	const rest = found?.[2]?.trim() ?? '';
	if (!found || (rest !== '' && !rest.startsWith('(core dumped)'))) return undefined;
	const message = rest.slice(13).trim();
	return { className: found[1] ?? '', ...(message === '' ? {} : { message }) };
}

/** How native programs end before their time. */
export const CRASHES: readonly LineRule[] = [
	{
		name: 'crash',
		language: 'native',
		role: 'error',
		triggers: ['(core dumped)', '\nsegmentation fault'],
		read: readCrash,
		examples: [
			['Segmentation fault (core dumped)', { className: 'Segmentation fault' }],
			['x.sh: line 5:  123 Aborted                 (core dumped) ./app', { className: 'Aborted', message: './app' }],
		],
		counterExamples: ['a Segmentation fault is bad', 'Aborted by user'],
	},
	{
		name: 'terminate',
		language: 'native',
		role: 'error',
		triggers: ['terminate called '],
		messageLines: 1,
		read: matching(/^terminate called after throwing an instance of '(?<className>[^']+)'$/),
		examples: [
			["terminate called after throwing an instance of 'std::runtime_error'", { className: 'std::runtime_error' }],
		],
	},
	{
		name: 'failed-assertion',
		language: 'native',
		role: 'error',
		triggers: ['assertion `', "assertion '"],
		read: readAssertion,
		examples: [
			[
				"app: a.c:12: main: Assertion `x > 0' failed.",
				{
					className: 'Assertion failed',
					file: 'a.c',
					line: 12,
					function: 'main',
					message: "Assertion `x > 0' failed.",
				},
			],
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
