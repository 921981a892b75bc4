import fc from 'fast-check';
import { expect, test } from 'vitest';
import { closest } from '../../source/core/closest.ts';
import { oddText, SEEDED } from './property.ts';

const COMMANDS = ['run', 'history', 'insights', 'telemetry', 'telemetry-config', 'watch'];

test.each([
	['histroy', 'history'],
	['hstory', 'history'],
	['historyy', 'history'],
	['HISTORY', 'history'],
	['hist', 'history'],
	['telemetry', 'telemetry'],
	['tel', 'telemetry'],
	['rnu', 'run'],
	['wtach', 'watch'],
	['xyz', undefined],
	['completely-different', undefined],
	['', undefined],
])('%j means %s', (word, expected) => {
	expect(closest(word, COMMANDS)).toBe(expected);
});

test('nothing to choose from', () => {
	expect(closest('run', [])).toBeUndefined();
});

test('the nearest wins, the first among equals', () => {
	expect(closest('abcd', ['abxd', 'abcd', 'abcx'])).toBe('abcd');
	expect(closest('abcx', ['abca', 'abcb'])).toBe('abca');
});

test('an endless word is cut before it is compared', () => {
	expect(closest('x'.repeat(1_000_000), COMMANDS)).toBeUndefined();
});

test('the answer is always one of the candidates, and a candidate in small letters means itself', () => {
	fc.assert(
		fc.property(oddText, (word) => {
			const answer = closest(word, COMMANDS);
			return answer === undefined || COMMANDS.includes(answer);
		}),
		SEEDED,
	);
	for (const command of COMMANDS) expect(closest(command, [command, 'x', ...COMMANDS])).toBe(command);
});
