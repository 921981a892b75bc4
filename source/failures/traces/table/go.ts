import { type LineRule, matching } from '../rule.ts';

export const GO: readonly LineRule[] = [
	{
		name: 'go-panic',
		language: 'go',
		role: 'open',
		messageLines: 8,
		triggers: ['panic: ', 'fatal error: '],
		read: matching(/^(?<className>panic|fatal error): (?<message>.*)$/),
		examples: [
			['panic: my panic', { className: 'panic', message: 'my panic' }],
			[
				'fatal error: all goroutines are asleep - deadlock!',
				{ className: 'fatal error', message: 'all goroutines are asleep - deadlock!' },
			],
		],
		counterExamples: ['do not panic', 'kernel panics: none'],
	},
	{
		name: 'go-served-panic',
		language: 'go',
		role: 'open',
		triggers: ['panic serving '],
		read: matching(/^http: (?<className>panic) serving \S{1,200}: (?<message>.*)$/),
		examples: [['http: panic serving [::1]:5: test', { className: 'panic', message: 'test' }]],
	},
	{
		name: 'go-goroutine',
		language: 'go',
		// What the other goroutines were doing; the first one is that of the panic.
		role: 'relation',
		triggers: [],
		read: (text) =>
			/^goroutine \d+ (?:gp=\S+ m=\S+ (?:mp=\S+ )?)?\[[^\]]+\](?::|, )/.test(text) ? { relation: 'thread' } : undefined,
		examples: [
			['goroutine 4 [running]:', { relation: 'thread' }],
			['goroutine 1 [chan receive, 5 minutes]:', { relation: 'thread' }],
		],
	},
	{
		name: 'go-signal',
		language: 'go',
		role: 'filler',
		triggers: [],
		read: (text) => (/^\[signal \w+: /.test(text) ? {} : undefined),
		examples: [['[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x7fd34f]', {}]],
	},
	{
		name: 'go-call',
		language: 'go',
		role: 'frame',
		triggers: [],
		read: (text) => {
			const open = text.startsWith('(') ? -1 : callOf(text);
			return open > 0 && text.endsWith(')') && /^[\w./~*()[\]%,·{}-]+$/.test(text.slice(0, open))
				? { function: text.slice(0, open) }
				: undefined;
		},
		examples: [
			['main.main()', { function: 'main.main' }],
			['net/http.(*conn).serve(0xc000085040, 0x12f10a0)', { function: 'net/http.(*conn).serve' }],
			['panic(0x45cb40, 0x47ad70)', { function: 'panic' }],
		],
		counterExamples: ['some words (and more)', 'exit status 2'],
	},
	{
		name: 'go-created',
		language: 'go',
		role: 'frame',
		triggers: [],
		read: matching(/^created by (?<function>\S+)(?: in goroutine \d+)?$/),
		examples: [
			['created by main.main', { function: 'main.main' }],
			['created by main.main in goroutine 1', { function: 'main.main' }],
		],
	},
	{
		name: 'go-place',
		language: 'go',
		role: 'place',
		triggers: [],
		read: matching(/^(?<file>(?:[A-Za-z]:)?[^\s:"][^:"]*\.(?:go|s)):(?<line>\d+)(?: \+0x[0-9a-f]+)?(?: fp=.*)?$/),
		examples: [
			['D:\\a\\foo.go:6 +0x39', { file: 'D:\\a\\foo.go', line: 6 }],
			['foo.go:6 +0x39 fp=0xc42003f7d8 sp=0xc42003f7b8 pc=0x451339', { file: 'foo.go', line: 6 }],
			[
				'/usr/local/go/src/runtime/asm_amd64.s:2337 +0x1',
				{ file: '/usr/local/go/src/runtime/asm_amd64.s', line: 2337 },
			],
		],
		counterExamples: ['foo.go:6:2: undefined: x'],
	},
];

/** Where the arguments of a call begin: receivers stand in brackets too. */
function callOf(text: string): number {
	let depth = 0;
	for (let index = text.length - 1; index >= 0; index--) {
		if (text[index] === ')') depth++;
		else if (text[index] === '(' && --depth === 0) return index;
	}
	return -1;
}
