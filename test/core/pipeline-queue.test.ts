import { describe, expect, test } from 'vitest';
import { readPipelineQueue } from '../../source/core/pipeline-queue.ts';
import { renderPipelineQueue } from '../../source/render/pipeline-queue.ts';

const EMPTY = {
	lastUpdated: undefined,
	current: undefined,
	waiting: { alex: [], cass: [], nigel: [], codey: [] },
	completed: [],
	failed: [],
};

describe('a queue of any shape', () => {
	test.each([
		['an empty object', {}, EMPTY],
		['no object', [], undefined],
		['null', null, undefined],
		['text', 'x', undefined],
		['wrong types', { lastUpdated: 5, current: [], alexQueue: {}, completed: 'x', failed: null }, EMPTY],
		['a current without a slug', { current: { stage: 'alex' } }, EMPTY],
		[
			'slugs, entries and neither',
			{ alexQueue: ['a', { slug: 'b', movedAt: 'now' }, null, 5, {}, '', { slug: 7 }] },
			{ ...EMPTY, waiting: { ...EMPTY.waiting, alex: ['a', 'b'] } },
		],
		[
			'all of it',
			{
				lastUpdated: '2026-01-02T03:04:05.678Z',
				current: { slug: 'a', stage: 'cass', startedAt: 't', extra: 1 },
				codeyQueue: ['c'],
				completed: [{ slug: 'd', completedAt: 't2', commitHash: 'x' }],
				failed: [{ slug: 'e', stage: 'nigel', reason: 'tests' }, { slug: 'f' }],
			},
			{
				lastUpdated: '2026-01-02T03:04:05.678Z',
				current: { slug: 'a', stage: 'cass', startedAt: 't' },
				waiting: { ...EMPTY.waiting, codey: ['c'] },
				completed: [{ slug: 'd', completedAt: 't2' }],
				failed: [
					{ slug: 'e', stage: 'nigel', reason: 'tests' },
					{ slug: 'f', stage: undefined, reason: undefined },
				],
			},
		],
	])('%s', (_, value, expected) => {
		expect(readPipelineQueue(value)).toEqual(expected);
	});
});

test('foreign text reaches the terminal defused', () => {
	const queue = readPipelineQueue({
		lastUpdated: '\u001B]0;x\u0007today',
		current: { slug: 'a\u001B[2J\nb', stage: '\u202Ealex' },
		failed: [{ slug: '機能'.repeat(40), stage: 'cass', reason: 'line\r\nline' }],
	});
	const text = renderPipelineQueue(queue ?? EMPTY);
	for (const character of ['\u001B', '\u0007', '\u202E', '\r']) expect(text).not.toContain(character);
	expect(text).toContain('a b (stage: alex)');
	expect(text).toMatch(/ {2}- [機能]+… at cass: line line\n/);
	expect(text).toContain('Last updated: today');
});
