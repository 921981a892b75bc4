import { readPlace } from '../place.ts';
import type { LineRule, Reading } from '../rule.ts';
import { NUMBERS } from './numbers.ts';

/** Dart: `#0      name (file:///a.dart:15:20)`. */
function readDart(text: string): Reading | undefined {
	const found = /^#\d{1,4} {3,8}(\S[^(]{0,300}) \(((?:dart|file|package|https?|org-dartlang[\w-]*):[^)]+)\)$/.exec(
		text,
	);
	const place = found ? readPlace(found[2] ?? '') : undefined;
	if (!found) return undefined;
	return { function: found[1] ?? '', ...(place ?? { file: found[2] ?? '' }) };
}

export const DART: readonly LineRule[] = [
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
];
