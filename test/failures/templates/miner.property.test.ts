import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TemplateMiner } from '../../../source/failures/templates/miner.ts';
import { readMinerState } from '../../../source/failures/templates/state.ts';
import { oddText, SEEDED } from '../../core/property.ts';
import { createChance } from '../../support/chance.ts';
import { generatedLogs } from '../../support/system-logs/labelled.ts';

const ENCODER = new TextEncoder();

function mined(lines: readonly string[]): TemplateMiner {
	const miner = new TemplateMiner();
	for (const line of lines) miner.add(ENCODER.encode(line));
	return miner;
}

/** All that leaves a miner, as bytes. */
const told = (miner: TemplateMiner): string =>
	JSON.stringify({ state: miner.state(), templates: miner.templates().all });

/** Merges by way of JSON, as shards do. */
function merged(shards: readonly TemplateMiner[]): TemplateMiner {
	const whole = new TemplateMiner();
	for (const shard of shards) {
		const state = readMinerState(JSON.parse(JSON.stringify(shard.state())));
		if (!state) throw new Error('a state that is none');
		whole.merge(state);
	}
	return whole;
}

function shuffled<T>(items: readonly T[], seed: number): readonly T[] {
	const chance = createChance(seed);
	return items
		.map((item) => [chance.next(), item] as const)
		.sort(([a], [b]) => a - b)
		.map(([, item]) => item);
}

const word = fc.constantFrom(
	'user',
	'left',
	'joined',
	'root',
	'alice',
	'bob',
	'5',
	'17',
	'/etc/x',
	'a=b',
	'"q"',
	'x:y',
);
const logLine = fc.oneof(
	{ weight: 5, arbitrary: fc.array(word, { maxLength: 7 }).map((words) => words.join(' ')) },
	{ weight: 1, arbitrary: oddText },
);

test('neither the order of lines nor how they are dealt out changes anything', () => {
	fc.assert(
		fc.property(
			fc.array(logLine, { maxLength: 60 }),
			fc.nat(),
			fc.integer({ min: 1, max: 5 }),
			(lines, seed, count) => {
				const expected = told(mined(lines));
				const other = shuffled(lines, seed);
				expect(told(mined(other))).toBe(expected);
				const shards = Array.from({ length: count }, (_, shard) =>
					other.filter((_line, index) => index % count === shard),
				);
				expect(told(merged(shards.map(mined)))).toBe(expected);
				expect(told(merged(shards.toReversed().map(mined)))).toBe(expected);
			},
		),
		SEEDED,
	);
});

test('the same holds for real mixtures', () => {
	const lines = generatedLogs(4, 300).flatMap((log) => log.lines);
	const expected = told(mined(lines));
	expect(told(mined(shuffled(lines, 1)))).toBe(expected);
	const other = shuffled(lines, 2);
	const shards = Array.from({ length: 7 }, (_, shard) => other.filter((_line, index) => index % 7 === shard));
	expect(told(merged(shards.map(mined)))).toBe(expected);
});

test('the same holds where lines are too many to be kept apart', () => {
	const chance = createChance(9);
	const letters = 'abcdefghijklmnopqrstuvwxyz';
	const drawn = (length: number) => Array.from({ length }, () => letters[chance.below(26)]).join('');
	const lines = Array.from({ length: 12_000 }, (_, index) =>
		index % 3 === 0
			? `${chance.pick(['one', 'two'])} kept ${drawn(6)} ${drawn(6)} ${drawn(6)} ${drawn(6)} ${drawn(6)} ${drawn(6)} ${drawn(6)}`
			: Array.from({ length: 9 }, () => drawn(6)).join(' '),
	);
	const whole = mined(lines);
	const [bucket] = whole.state().buckets;
	expect(bucket?.level).toBeGreaterThan(0);
	const total = whole.templates().all.reduce((sum, { count }) => sum + count, 0);
	expect(total).toBe(lines.length);
	expect(told(mined(lines.toReversed()))).toBe(told(whole));
	const shards = Array.from({ length: 4 }, (_, shard) => lines.filter((_line, index) => index % 4 === shard));
	expect(told(merged(shards.map(mined)))).toBe(told(whole));
});

test('every line that was counted has a template, which counts it', () => {
	fc.assert(
		fc.property(fc.array(logLine, { maxLength: 40 }), (lines) => {
			const templates = mined(lines).templates();
			const counts = new Map<string, number>();
			for (const line of lines) {
				const text = templates.of(ENCODER.encode(line))?.text;
				if (text !== undefined) counts.set(text, (counts.get(text) ?? 0) + 1);
			}
			expect(Object.fromEntries(counts)).toEqual(
				Object.fromEntries(templates.all.map(({ text, count }) => [text, count])),
			);
		}),
		SEEDED,
	);
});

test('no template holds a control character', () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
			const miner = new TemplateMiner();
			miner.addLines(bytes);
			const { state, templates } = JSON.parse(told(miner)) as { state: unknown; templates: { text: string }[] };
			expect(readMinerState(state)).toBeDefined();
			// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a terminal must not get
			for (const { text } of templates) expect(text).not.toMatch(/[\u0000-\u001F\u007F]/);
		}),
		SEEDED,
	);
});
