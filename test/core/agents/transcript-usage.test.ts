import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stageAt } from '../../../source/core/agents/stage-at.ts';
import { readMessageUsage } from '../../../source/core/agents/transcript-usage.ts';
import { DEFAULT_PRICING, parseDollars } from '../../../source/core/money.ts';
import type { Stage } from '../../../source/core/run.ts';
import { oddText, SEEDED } from '../property.ts';

const read = (value: unknown) =>
	readMessageUsage(typeof value === 'string' ? value : JSON.stringify(value), DEFAULT_PRICING, Date.parse);
const TIMESTAMP = '2026-11-21T10:00:00.000Z';
const line = (usage: unknown, more = {}) => ({ timestamp: TIMESTAMP, message: { id: 'm1', usage }, ...more });

describe('what a line of a transcript tells', () => {
	test('all that was sent counts as input; the cache has prices of its own', () => {
		const usage = {
			input_tokens: 1_000_000,
			cache_read_input_tokens: 1_000_000,
			cache_creation_input_tokens: 2_000_000,
			cache_creation: { ephemeral_5m_input_tokens: 1_000_000, ephemeral_1h_input_tokens: 1_000_000 },
			output_tokens: 1_000_000,
		};
		expect(read(line(usage))).toEqual({
			messageId: 'm1',
			atMs: Date.parse(TIMESTAMP),
			input: 4_000_000,
			output: 1_000_000,
			// 3 + 0.30 + 3.75 + 6 + 15 dollars
			cost: parseDollars('28.05'),
		});
		const { cache_creation: _split, ...unsplit } = usage;
		expect(read(line(unsplit))).toMatchObject({ input: 4_000_000, cost: parseDollars('25.8') });
	});

	test('a cost that is told goes before a price; ids in the order of how sure they are', () => {
		expect(read(line({ output_tokens: 5 }, { costUSD: 0.25 }))?.cost).toBe(parseDollars('0.25'));
		const ids = { requestId: 'r1', uuid: 'u1', timestamp: TIMESTAMP };
		expect(read({ ...ids, message: { usage: { output_tokens: 5 } } })?.messageId).toBe('r1');
		expect(read({ uuid: 'u1', timestamp: TIMESTAMP, message: { usage: { output_tokens: 5 } } })?.messageId).toBe('u1');
	});

	test.each([
		['half a line', '{"message":{"id":"m1","usage":{"input_to'],
		['no object', '[1]'],
		['a prompt', { timestamp: TIMESTAMP, message: { role: 'user', content: '"usage"' } }],
		['a message that is a text', { timestamp: TIMESTAMP, message: 'usage' }],
		['no time', { message: { id: 'm1', usage: { output_tokens: 5 } } }],
		['a time that is none', line({ output_tokens: 5 }, { timestamp: 'soon' })],
		['no id', { timestamp: TIMESTAMP, message: { usage: { output_tokens: 5 } } }],
		['nothing used', line({ input_tokens: 0, output_tokens: 0 })],
		['counts that are none', line({ input_tokens: -5, output_tokens: '7', cache_read_input_tokens: 1e300 })],
		['usage that is a list', line([5])],
	])('%s: nothing', (_, given) => {
		expect(read(given)).toBeUndefined();
	});

	test('whatever stands there, counts are whole, and nothing of its text is taken', () => {
		const secret = 'never-to-be-seen';
		const usage = fc.dictionary(
			fc.constantFrom('input_tokens', 'output_tokens', 'cache_read_input_tokens', 'cache_creation'),
			fc.oneof(fc.jsonValue(), fc.nat(), fc.double()),
		);
		fc.assert(
			fc.property(usage, oddText, (given, text) => {
				const found = read({
					...line(given),
					message: { id: 'm1', model: secret, content: [{ text: secret + text }], usage: given },
				});
				if (!found) return;
				expect(Number.isSafeInteger(found.input) && Number.isSafeInteger(found.output)).toBe(true);
				expect(found.cost >= 0n).toBe(true);
				expect(Object.values(found).join(' ')).not.toContain(secret);
			}),
			SEEDED,
		);
	});
});

test('a message of the session belongs to the stage that ran at its time', () => {
	const stage = (
		name: string,
		startedAtMs: number | undefined,
		completedAtMs: number | undefined,
		status = 'success',
	) => ({ name, startedAtMs, completedAtMs, status, durationMs: 0, attempts: 1 }) as Stage;
	const stages = [
		stage('alex', 10, 20),
		stage('cass', 15, 30),
		stage('skip', 5, 99, 'skipped'),
		stage('x', 40, undefined, 'running'),
	];
	const at = (...times: readonly number[]) => times.map((time) => stageAt(stages, time));
	expect(at(9, 10, 14, 15, 25, 31, 40, 1e9)).toEqual([undefined, 'alex', 'alex', 'cass', 'cass', undefined, 'x', 'x']);
	expect(stageAt([stage('feedback only', undefined, undefined)], 5)).toBeUndefined();
});
