import { describe, expect, test } from 'vitest';
import { shownSink } from '../../../source/core/settings/shown.ts';
import { checkChoice, checkHostPort } from '../../../source/core/settings/sink-options.ts';

describe('host:port', () => {
	test.each(['localhost:1', '127.0.0.1:8125', '[::1]:65535', 'stats.example.com:8125'])('%j', (value) => {
		expect(checkHostPort(value, false)).toBeUndefined();
	});

	test.each(['localhost', 'localhost:0', 'localhost:65536', ':1', '', 8125, null, undefined, ['localhost:1']])(
		'%j is none',
		(value) => {
			expect(checkHostPort(value, false)).toBe('must be host:port');
		},
	);
});

describe('one of a few words', () => {
	const check = checkChoice('dogstatsd', 'none');

	test('that is given', () => {
		expect(check('none', false)).toBeUndefined();
	});

	test.each([
		['other', 'is "other": must be one of: dogstatsd, none'],
		[7, 'is 7: must be one of: dogstatsd, none'],
		[undefined, 'is : must be one of: dogstatsd, none'],
	])('%j is none of them', (value, message) => {
		expect(check(value, false)).toBe(message);
	});
});

test('a sink without headers is shown without them', () => {
	const endpoint = 'https://otlp.example.com/v1?token=abc';
	const shown = shownSink({ kind: 'otlp', endpoint, protocol: 'http/json' });
	expect(shown).toEqual({ kind: 'otlp', endpoint: 'https://otlp.example.com/v1?token=****', protocol: 'http/json' });
});
