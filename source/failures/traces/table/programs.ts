import { type LineRule, matching, type Reading } from '../rule.ts';

/** `make: *** [Makefile:3: all] Error 2`, `make[1]: *** [all] Error 1`, `make: *** No rule to make target 'x'.` */
function readMake(text: string): Reading | undefined {
	const head = /^g?make(?:\[\d+\])?: \*\*\* /.exec(text);
	if (!head) return undefined;
	const rest = text.slice(head[0].length);
	const end = rest.startsWith('[') ? rest.indexOf('] ') : -2;
	const message = rest.slice(end + 2);
	if (end === -1 || !/^(?:Error \d|No rule to make target|missing separator)/.test(message)) return undefined;
	if (end < 0) return { className: 'make', message };
	const target = rest.slice(1, end);
	const place = /^([^\s:]+):(\d+): (.+)$/.exec(target);
	if (!place) return { className: 'make', function: target, message };
	return { className: 'make', file: place[1] ?? '', line: Number(place[2]), function: place[3] ?? '', message };
}

const REFUSALS: ReadonlySet<string> = new Set([
	'command not found',
	'not found',
	'Permission denied',
	'permission denied',
	'No such file or directory',
	'no such file or directory',
	'Is a directory',
]);

/** `bash: line 1: foo: command not found`; zsh has it the other way round. */
function readShell(text: string): Reading | undefined {
	const head = /^(?:\/[\w./-]{1,100}\/)?(?:ba|da|z|k)?sh: (?:(?:line )?\d+: )?/.exec(text);
	if (!head) return undefined;
	const rest = text.slice(head[0].length);
	const first = rest.indexOf(': ');
	const last = rest.lastIndexOf(': ');
	if (first < 0) return undefined;
	if (REFUSALS.has(rest.slice(last + 2))) return { className: rest.slice(last + 2), message: rest.slice(0, last) };
	if (!REFUSALS.has(rest.slice(0, first))) return undefined;
	return { className: rest.slice(0, first), message: rest.slice(first + 2) };
}

/** What package managers, shells and runtimes say when they give up. */
export const PROGRAMS: readonly LineRule[] = [
	{
		name: 'npm',
		language: 'tool',
		role: 'error',
		triggers: ['npm err! code ', 'npm error code '],
		messageLines: 1,
		read: matching(/^npm (?:ERR!|error) code (?<className>[A-Z][A-Z0-9_]{2,60})$/),
		examples: [
			['npm ERR! code ELIFECYCLE', { className: 'ELIFECYCLE' }],
			['npm error code E404', { className: 'E404' }],
		],
		counterExamples: ['npm error code that was seen'],
	},
	{
		name: 'shell',
		language: 'tool',
		role: 'error',
		triggers: ['sh: '],
		read: readShell,
		examples: [
			['bash: line 1: foo: command not found', { className: 'command not found', message: 'foo' }],
			['/bin/sh: 1: foo: not found', { className: 'not found', message: 'foo' }],
			['zsh: command not found: foo', { className: 'command not found', message: 'foo' }],
		],
		counterExamples: ['Hush: it was not found', 'bash: all is well'],
	},
	{
		name: 'make',
		language: 'tool',
		role: 'error',
		triggers: [': *** '],
		read: readMake,
		examples: [
			[
				'make: *** [Makefile:3: all] Error 2',
				{ className: 'make', file: 'Makefile', line: 3, function: 'all', message: 'Error 2' },
			],
			[
				"make: *** No rule to make target 'x'.  Stop.",
				{ className: 'make', message: "No rule to make target 'x'.  Stop." },
			],
		],
	},
	{
		name: 'v8-fatal',
		language: 'javascript',
		role: 'error',
		triggers: ['fatal error: '],
		read: matching(/^FATAL ERROR: (?<message>.+ - JavaScript heap out of memory)$/, { className: 'FATAL ERROR' }),
		examples: [
			[
				'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
				{ className: 'FATAL ERROR', message: 'Reached heap limit Allocation failed - JavaScript heap out of memory' },
			],
		],
	},
	{
		name: 'package-manager',
		language: 'tool',
		role: 'error',
		triggers: [
			'error: failed to solve',
			'error: could not find a version',
			'error: no matching dist',
			'error: failed building',
		],
		read: matching(
			/^ERROR: (?<message>(?:failed to solve|Could not find a version|No matching distribution|Failed building wheel).*)$/,
		),
		examples: [['ERROR: failed to solve: x: not found', { message: 'failed to solve: x: not found' }]],
	},
	{
		name: 'gradle',
		language: 'tool',
		role: 'error',
		triggers: ['* what went wrong:'],
		messageLines: 2,
		read: (text) => (text === '* What went wrong:' ? { className: 'Gradle' } : undefined),
		examples: [['* What went wrong:', { className: 'Gradle' }]],
	},
];
