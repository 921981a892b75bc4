import { isFileLike, readPlace } from '../place.ts';
import type { LineRule, Reading } from '../rule.ts';

/** `name@file:line:column`, and `name@[native code]`. */
function readGecko(text: string): Reading | undefined {
	const at = text.indexOf('@');
	if (at < 0 || at > 200) return undefined;
	const name = text.slice(0, at);
	if (/[\s"'=;,]/.test(name) && !/^(?:global|module|eval) code$/.test(name)) return undefined;
	const source = text.slice(at + 1);
	const named = name === '' ? {} : { function: name };
	if (source === '[native code]') return named;
	const place = readPlace(source.replace(/ line \d+ > (?:eval|Function)(?=:)/, ''));
	if (place?.file === undefined || place.column === undefined || !/[/\\]/.test(place.file) || /\s/.test(place.file)) {
		return undefined;
	}
	return { ...named, ...place };
}

export const JAVASCRIPT: readonly LineRule[] = [
	{
		name: 'gecko-frame',
		language: 'javascript',
		role: 'frame',
		triggers: [
			'@http',
			'@file:',
			'@/',
			'@[native',
			'@webpack',
			'@app:',
			'@resource:',
			'@chrome:',
			'@blob:',
			':\\',
			'@moz-',
		],
		read: readGecko,
		examples: [
			['foo@http://x.invalid/a.js:1:2', { function: 'foo', file: 'http://x.invalid/a.js', line: 1, column: 2 }],
			['@file:///a/b.js:3:4', { file: 'file:///a/b.js', line: 3, column: 4 }],
			['a/b.c<@/srv/a.mjs:3:4', { function: 'a/b.c<', file: '/srv/a.mjs', line: 3, column: 4 }],
			[
				'global code@http://x.invalid/a.js:9:8',
				{ function: 'global code', file: 'http://x.invalid/a.js', line: 9, column: 8 },
			],
			['forEach@[native code]', { function: 'forEach' }],
			[
				'f@https://x.invalid/a.js line 5 > eval:1:2',
				{ function: 'f', file: 'https://x.invalid/a.js', line: 1, column: 2 },
			],
		],
		counterExamples: [
			'npm install x@https://x.invalid/a.tgz',
			'import x from "@/a/b.js:1:2"',
			'jane@example.com:1:2',
			'mail to a b@/x:1:2',
		],
	},
	{
		name: 'runner-frame',
		language: 'javascript',
		role: 'frame',
		triggers: ['\u276f'],
		read: (text) => {
			if (!text.startsWith('❯ ')) return undefined;
			const rest = text.slice(2).trim();
			const space = rest.indexOf(' ');
			const place = readPlace(space > 0 ? rest.slice(space + 1) : rest);
			if (place?.column === undefined || !isFileLike(place.file ?? '') || /\s/.test(place.file ?? '')) return undefined;
			return space > 0 ? { function: rest.slice(0, space), ...place } : place;
		},
		examples: [
			['❯ test/a.test.ts:5:13', { file: 'test/a.test.ts', line: 5, column: 13 }],
			['❯ load src/a.ts:5:13', { function: 'load', file: 'src/a.ts', line: 5, column: 13 }],
		],
		counterExamples: [
			'❯ npm test',
			'❯ we saw it in src/a.ts and b.ts:5:13',
			'❯ test/a.test.ts (3 tests | 1 failed) 12ms',
		],
	},
	{
		name: 'node-cause',
		language: 'javascript',
		role: 'relation',
		triggers: [],
		read: (text) => {
			const found = /^\[cause\]: ([\w$.]+)(?: \[\w+\])?(?:: (.*))?$/.exec(text);
			return found
				? { relation: 'cause', className: found[1] ?? '', message: (found[2] ?? '').replace(/ \{$/, '') }
				: undefined;
		},
		examples: [['[cause]: TypeError: no', { relation: 'cause', className: 'TypeError', message: 'no' }]],
	},
	{
		name: 'runner-cause',
		language: 'javascript',
		role: 'relation',
		triggers: [],
		read: (text) => {
			// Vitest's JUnit reporter says it twice.
			const found = /^(?:Caused by: ){1,2}([\w$.]+)(?:: (.*))?$/.exec(text);
			return found ? { relation: 'cause', className: found[1] ?? '', message: found[2] ?? '' } : undefined;
		},
		examples: [
			['Caused by: Error: no', { relation: 'cause', className: 'Error', message: 'no' }],
			['Caused by: Caused by: Error: no', { relation: 'cause', className: 'Error', message: 'no' }],
		],
	},
];
