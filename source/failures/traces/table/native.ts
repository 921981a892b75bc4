import { isFileLike, readPlace } from '../place.ts';
import type { LineRule, Reading } from '../rule.ts';
import { NUMBERS } from './numbers.ts';

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

export const NATIVE: readonly LineRule[] = [
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
];
