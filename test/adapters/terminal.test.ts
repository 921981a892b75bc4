import { describe, expect, test } from 'vitest';
import { createPaint, hasColours } from '../../source/adapters/terminal.ts';

describe('colours are shown', () => {
	test.each([
		[{}, true, true],
		[{}, false, false],
		[{ TERM: 'dumb' }, true, false],
		[{ TERM: 'xterm-256color' }, true, true],
		[{ NO_COLOR: '1' }, true, false],
		[{ NO_COLOR: '' }, true, true],
		[{ FORCE_COLOR: '1' }, false, true],
		[{ FORCE_COLOR: '' }, false, true],
		[{ FORCE_COLOR: '0' }, true, false],
		[{ FORCE_COLOR: 'false' }, true, false],
		[{ FORCE_COLOR: '1', NO_COLOR: '1' }, true, false],
		[{ FORCE_COLOR: '1', TERM: 'dumb' }, false, true],
		[{ BUILDKITE: 'true' }, true, false],
		[{ BUILDKITE: 'true', FORCE_COLOR: '1' }, true, true],
		[{ GITHUB_ACTIONS: 'true', FORCE_COLOR: '1' }, false, true],
		[{ CI: 'false' }, true, true],
	])('with %j on a terminal (%s): %s', (environment, isTerminal, expected) => {
		expect(hasColours(environment, isTerminal)).toBe(expected);
	});
});

test('paint puts a colour on and takes it off again, or leaves the text alone', () => {
	expect(createPaint(true)('red', 'no')).toBe('\u001B[31mno\u001B[39m');
	expect(createPaint(true)('bold', 'no')).toBe('\u001B[1mno\u001B[22m');
	expect(createPaint(false)('red', 'no')).toBe('no');
});
