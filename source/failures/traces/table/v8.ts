import { isFileLike, readPlace } from '../place.ts';
import type { LineRule, Reading } from '../rule.ts';

const NOWHERE = /^(?:<anonymous>|native|native code|index \d+|unknown location)$/;
const SCRIPT = /\.(?:[cm]?[jt]sx?|vue|svelte|html?|bundle|wasm)$/;

/** What stands in the brackets behind a function, or alone. */
function readSource(text: string): Reading | undefined {
	if (NOWHERE.test(text)) return {};
	if (text.startsWith('eval at ')) return readEval(text);
	const place = readPlace(text.startsWith('address at ') ? text.slice(11) : text);
	if (place?.file === undefined) return undefined;
	if (place.file === '<anonymous>') return place;
	// A line without a column is what Hermes and Rhino write, but what others write too.
	if (place.column === undefined && !SCRIPT.test(place.file.split('?', 1)[0] ?? '')) return undefined;
	return isFileLike(place.file) || /^(?:node|deno|bun|ext|wasm|evalmachine)\b|^\[|^REPL\d+$/.test(place.file)
		? place
		: undefined;
}

/** `eval at outer (file:1:2), <anonymous>:3:4`: the code that was evaluated has no file; who evaluated it has. */
function readEval(text: string): Reading {
	const from = text.lastIndexOf('(');
	const to = text.indexOf(')', from);
	return (from > 0 && to > from ? readPlace(text.slice(from + 1, to)) : undefined) ?? {};
}

/** `at name (file:line:column)`, and the other ways that V8 writes a call. */
export function readV8(text: string): Reading | undefined {
	if (!text.startsWith('at ')) return undefined;
	// Node puts what else an error holds behind the last call: `at x (y:1:2) {`.
	const end = text.endsWith(' {') ? text.length - 2 : text.length;
	const rest = text.slice(text.startsWith('at async ') ? 9 : 3, end);
	// Only of a whole path it is sure that the spaces in it are its own.
	if (!rest.endsWith(')'))
		return !/\s/.test(rest) || /^(?:\/|[A-Za-z]:[\\/]|\\\\|file:)/.test(rest) ? readSource(rest) : undefined;
	const open = rest.startsWith('eval at ') ? 0 : rest.indexOf(' (');
	const bracket = text.includes(' (eval at ') ? rest.indexOf(' (eval at ') : lastOpen(rest, open);
	if (bracket <= 0) return undefined;
	const name = rest.slice(0, bracket);
	const source = readSource(rest.slice(bracket + 2, -1));
	return source && !/[;={}"]/.test(name) ? { function: name, ...source } : undefined;
}

/** Paths may hold brackets, and so may names (`Object.<anonymous> (a (1).js:1:2)`): the first ` (` that leaves a source. */
function lastOpen(rest: string, open: number): number {
	const last = rest.lastIndexOf(' (');
	return open > 0 && readSource(rest.slice(open + 2, -1)) ? open : last;
}

export const V8: readonly LineRule[] = [
	{
		name: 'v8-frame',
		language: 'javascript',
		role: 'frame',
		triggers: ['  at ', '\tat ', '\nat '],
		read: readV8,
		examples: [
			['at next (/app/lib/index.js:256:14)', { function: 'next', file: '/app/lib/index.js', line: 256, column: 14 }],
			['at /app/app.js:52:3', { file: '/app/app.js', line: 52, column: 3 }],
			['at async C:\\Program Files\\x\\a.mjs:1:2', { file: 'C:\\Program Files\\x\\a.mjs', line: 1, column: 2 }],
			['at async run (node:internal/a:1:2)', { function: 'run', file: 'node:internal/a', line: 1, column: 2 }],
			['at new Thing (file:///a/b.ts:3:4)', { function: 'new Thing', file: 'file:///a/b.ts', line: 3, column: 4 }],
			['at A.b [as c] (a.js:1:2)', { function: 'A.b [as c]', file: 'a.js', line: 1, column: 2 }],
			['at Promise.all (index 0)', { function: 'Promise.all' }],
			['at bls (<anonymous>:3:9)', { function: 'bls', file: '<anonymous>', line: 3, column: 9 }],
			['at eval (eval at f (/a/b.js:1:2), <anonymous>:1:1)', { function: 'eval', file: '/a/b.js', line: 1, column: 2 }],
			['at f (/a b/c (1)/d.js:5:6)', { function: 'f', file: '/a b/c (1)/d.js', line: 5, column: 6 }],
		],
		counterExamples: [
			'at 10:30:15',
			'at home (see page 3)',
			'at the end of line 3:4',
			'at com.acme.Main.main(Main.java:5)',
			'at least 3 (of 5:1:2)',
			'at line 5',
			'at the end of src/a.ts and b.js:1:2',
			'at {x: 1, y: a.js:1:2}',
		],
	},
	{
		name: 'v8-bare-frame',
		language: 'javascript',
		role: 'frame',
		triggers: [],
		read: (text) => (/^at (?:async |new )?[\w$.<>]{1,200}$/.test(text) ? { function: text.slice(3) } : undefined),
		examples: [['at a_function_name', { function: 'a_function_name' }]],
		counterExamples: ['at the beginning', 'at x: y'],
	},
];
