import { describe, expect, test } from 'vitest';
import { TemplateMiner } from '../../../source/failures/templates/miner.ts';
import { readMinerState } from '../../../source/failures/templates/state.ts';

function templatesOf(text: string): readonly string[] {
	const miner = new TemplateMiner();
	miner.addLines(new TextEncoder().encode(text));
	return miner.templates().all.map((template) => `${template.count} ${template.text}`);
}

const each = (names: string, line: (name: string) => string): string => names.split(' ').map(line).join('\n');

test.each([
	['nothing', '', []],
	['empty lines', '\n\r\n\n', []],
	['values', 'took 5 ms\r\ntook 6 ms', ['2 took <*> ms']],
	['a word in many forms', each('ann bob cid dan eve fay gus', (name) => `user ${name} left`), ['7 user <*> left']],
	[
		'two words in many forms',
		each('ann bob cid dan eve fay gus', (name) => `user ${name} left room ${name}s`),
		['7 user <*> left room <*>'],
	],
	['few forms tell messages apart', each('up down', (name) => `link is ${name}`), ['1 link is down', '1 link is up']],
	[
		'phrases tell messages apart',
		[
			'cache warmed up',
			'user logged in',
			'index was rebuilt',
			'job got queued',
			'disk nearly full',
			'host went away',
			'lock not held',
		]
			.map((phrase) => `main - ${phrase}`)
			.join('\n'),
		[
			'1 main - cache warmed up',
			'1 main - disk nearly full',
			'1 main - host went away',
			'1 main - index was rebuilt',
			'1 main - job got queued',
			'1 main - lock not held',
			'1 main - user logged in',
		],
	],
	['a word beside values in its place', 'user x1 left\nuser x2 left\nuser root left', ['3 user <*> left']],
	[
		'names in the middle of a sentence',
		each('Oslo Lima Porto', (city) => `order of ${city === 'Oslo' ? 'Ada Hopper' : 'Alan Turing'} shipped to ${city}`),
		['3 order of <*> <*> shipped to <*>'],
	],
	[
		'a capital at the beginning',
		each('Closed Opened', (verb) => `${verb} a file`),
		['1 Closed a file', '1 Opened a file'],
	],
	['truth values', each('true false', (flag) => `cache enabled: ${flag}`), ['2 cache enabled: <*>']],
	['lists', 'missing 1, 2, 3\nmissing 4\nmissing 5, 6', ['3 missing <*>']],
])('%s', (_, text, expected) => {
	expect(templatesOf(text)).toEqual(expected);
});

test('a line like none that was counted has no template', () => {
	const miner = new TemplateMiner();
	miner.addLines(new TextEncoder().encode('took 5 ms'));
	const templates = miner.templates();
	expect(templates.of(new TextEncoder().encode('took 9 ms'))).toEqual({ text: 'took <*> ms', count: 1 });
	expect(templates.of(new TextEncoder().encode('gave up'))).toBeUndefined();
	expect(templates.of(new TextEncoder().encode('took several ms'))).toBeUndefined();
});

describe('a state of elsewhere that is none', () => {
	const bucket = { tokens: 2, level: 0, keys: [['a b', 1]] };
	test('this one is', () => {
		expect(readMinerState({ version: 1, buckets: [bucket] })).toEqual({ version: 1, buckets: [bucket] });
	});

	test.each([
		['nothing', null],
		['text', 'state'],
		['another version', { version: 2, buckets: [] }],
		['no list', { version: 1, buckets: {} }],
		['a length of none', { version: 1, buckets: [{ ...bucket, tokens: 0 }] }],
		['a length beyond all', { version: 1, buckets: [{ ...bucket, tokens: 1e9 }] }],
		['a level beyond all', { version: 1, buckets: [{ ...bucket, level: 99 }] }],
		['a count of none', { version: 1, buckets: [{ ...bucket, keys: [['a b', 0]] }] }],
		['a count that is no number', { version: 1, buckets: [{ ...bucket, keys: [['a b', '1']] }] }],
		['a control sequence', { version: 1, buckets: [{ ...bucket, keys: [['a \u001b[2J', 1]] }] }],
		['half a character', { version: 1, buckets: [{ ...bucket, keys: [['a \uD800', 1]] }] }],
		['a line of a megabyte', { version: 1, buckets: [{ ...bucket, keys: [['a'.repeat(1e6), 1]] }] }],
	])('%s', (_, value) => {
		expect(readMinerState(value)).toBeUndefined();
	});
});
