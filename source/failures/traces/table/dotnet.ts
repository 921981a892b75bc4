import type { LineRule, Reading } from '../rule.ts';

const NAME = /^[A-Za-z_<][\w.`+<>[\]|,&$-]*$/;

/** `at Name(parameters) in file:line 5`, Mono's `at Name (parameters) [0x00000] in file:5`. */
function readFrame(text: string): Reading | undefined {
	if (!text.startsWith('at ')) return undefined;
	const open = text.indexOf('(');
	const close = text.lastIndexOf(')');
	if (open < 0 || close < open) return undefined;
	const end = closingOf(text, open);
	const name = text.slice(3, open).trim();
	if (end < 0 || !name.includes('.') || !NAME.test(name)) return undefined;
	const rest = text.slice(end + 1).replace(/^ \[0x[0-9a-f]+\]/, '');
	if (rest === '') return { function: name };
	if (!rest.startsWith(' in ')) return undefined;
	const place = /^(.*):(?:line )?(\d+)$/.exec(rest.slice(4));
	if (!place) return undefined;
	if (place[1] === '<filename unknown>' || /^<[0-9a-f]+>$/.test(place[1] ?? '')) return { function: name };
	return { function: name, file: place[1] ?? '', line: Number(place[2]) };
}

function closingOf(text: string, open: number): number {
	let depth = 0;
	for (let index = open; index < text.length; index++) {
		if (text[index] === '(') depth++;
		else if (text[index] === ')' && --depth === 0) return index;
	}
	return -1;
}

export const DOTNET: readonly LineRule[] = [
	{
		name: 'dotnet-frame',
		language: 'dotnet',
		role: 'frame',
		triggers: ['  at ', '\tat ', '\nat '],
		read: (text) => {
			const frame = readFrame(text);
			// Without a place it looks like a call in any other text.
			return frame?.file === undefined && !/\[0x[0-9a-f]+\] in </.test(text) ? undefined : frame;
		},
		examples: [
			['at A.B.C() in c:/x/B.cs:line 33', { function: 'A.B.C', file: 'c:/x/B.cs', line: 33 }],
			[
				'at A.B (Int32 x) [0x0000f] in /x/another file.cs:27',
				{ function: 'A.B', file: '/x/another file.cs', line: 27 },
			],
			['at A.B () [0x00000] in <filename unknown>:0', { function: 'A.B' }],
			['at A.<B>d__2.MoveNext() in B.cs:line 31', { function: 'A.<B>d__2.MoveNext', file: 'B.cs', line: 31 }],
		],
		counterExamples: ['at A.B(x)', 'at home (A) in London:5', 'at foo() in a:line 5'],
	},
	{
		name: 'dotnet-bare-frame',
		language: 'dotnet',
		role: 'frame',
		triggers: ['  at ', '\tat ', '\nat '],
		// Its block may begin with it: what it says must then be confirmed by a line that names an error.
		read: (text) =>
			/^at [A-Z][\w`]*(?:\.[\w`<>+[\],|]+)+\((?:[\w.`<>[\],& *]+ \w+)?\)$/.test(text) ? readFrame(text) : undefined,
		examples: [
			['at System.A.B(Task task)', { function: 'System.A.B' }],
			['at System.A.B()', { function: 'System.A.B' }],
		],
		counterExamples: ['at foo.bar()', 'at Array.map(x => y)', 'at A.b(B.java:5)'],
	},
	{
		name: 'dotnet-inner',
		language: 'dotnet',
		role: 'relation',
		triggers: [],
		read: (text) => {
			const found = /^---> ([\w.`]+)(?:: (.*))?$/.exec(text);
			return found ? { relation: 'cause', className: found[1] ?? '', message: found[2] ?? '' } : undefined;
		},
		examples: [
			['---> System.Exception: inner', { relation: 'cause', className: 'System.Exception', message: 'inner' }],
		],
	},
	{
		name: 'dotnet-inner-end',
		language: 'dotnet',
		role: 'pop',
		triggers: [],
		read: (text) => (text === '--- End of inner exception stack trace ---' ? {} : undefined),
		examples: [['--- End of inner exception stack trace ---', {}]],
	},
	{
		name: 'dotnet-resumed',
		language: 'dotnet',
		role: 'filler',
		triggers: [],
		read: (text) => (text.startsWith('--- End of stack trace from previous location') ? {} : undefined),
		examples: [['--- End of stack trace from previous location where exception was thrown ---', {}]],
	},
];
