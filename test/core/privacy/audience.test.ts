import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	AUDIENCES,
	type Audience,
	DEFAULT_AUDIENCE,
	intersectAudiences,
	parseAudience,
} from '../../../source/core/privacy/audience.ts';
import { type DataClass, isPermitted } from '../../../source/core/privacy/field.ts';
import { INHERITED_NAMES, oddText, SEEDED } from '../property.ts';

describe('parseAudience', () => {
	test.each([
		['off', 'off'],
		['user-only', 'user-only'],
		['user_only', 'user-only'],
		['operator-only', 'operator-only'],
		['operator_only', 'operator-only'],
		['on', 'on'],
		['OFF', 'off'],
		['User-Only', 'user-only'],
		['OPERATOR_ONLY', 'operator-only'],
		[' on\n', 'on'],
	])('%j is %s', (text, expected) => {
		expect(parseAudience(text)).toBe(expected);
	});

	test.each([
		'',
		' ',
		'true',
		'false',
		'1',
		'0',
		'yes',
		'user',
		'operator',
		'useronly',
		'user only',
		'user--only',
		'user__only',
		'o_n',
		'both',
		'all',
		'“on”',
		...INHERITED_NAMES,
	])('%j is none', (text) => {
		expect(parseAudience(text)).toBeUndefined();
	});

	test('no other text is an audience', () => {
		fc.assert(
			fc.property(oddText, (text) => parseAudience(text) === undefined || /^\s*o(?:n|ff)\s*$/i.test(text)),
			SEEDED,
		);
	});

	test('what nobody set is user-only', () => {
		expect(DEFAULT_AUDIENCE).toBe('user-only');
	});
});

describe('intersectAudiences', () => {
	const audience = fc.constantFrom(...AUDIENCES);
	const CLASSES: readonly DataClass[] = ['user', 'operator', 'content'];
	const permitted = (of: Audience) => CLASSES.filter((each) => isPermitted({ class: each }, of));

	test.each<[Audience, Audience, Audience]>([
		['on', 'user-only', 'user-only'],
		['on', 'operator-only', 'operator-only'],
		['user-only', 'operator-only', 'off'],
		['off', 'on', 'off'],
		['off', 'user-only', 'off'],
		['off', 'operator-only', 'off'],
	])('%s and %s: %s', (one, other, expected) => {
		expect(intersectAudiences(one, other)).toBe(expected);
	});

	test('commutative, idempotent, associative', () => {
		fc.assert(
			fc.property(audience, audience, audience, (one, other, third) => {
				expect(intersectAudiences(one, other)).toBe(intersectAudiences(other, one));
				expect(intersectAudiences(one, one)).toBe(one);
				expect(intersectAudiences(intersectAudiences(one, other), third)).toBe(
					intersectAudiences(one, intersectAudiences(other, third)),
				);
			}),
			SEEDED,
		);
	});

	test('permits exactly what both permit', () => {
		fc.assert(
			fc.property(audience, audience, (one, other) => {
				const both = permitted(one).filter((each) => permitted(other).includes(each));
				expect(permitted(intersectAudiences(one, other))).toEqual(both);
			}),
			SEEDED,
		);
	});
});

test.each<[Audience, DataClass[]]>([
	['off', []],
	['user-only', ['user', 'content']],
	['operator-only', ['operator']],
	['on', ['user', 'operator', 'content']],
])('%s permits %j', (audience, classes) => {
	for (const each of ['user', 'operator', 'content'] as const) {
		expect(isPermitted({ class: each }, audience)).toBe(classes.includes(each));
		const ties = classes.includes(each) || audience === 'operator-only';
		expect(isPermitted({ class: each, correlation: true }, audience)).toBe(ties);
	}
});
