import { expect, test } from 'vitest';
import { CANONICAL_STAGES, resolveStageName } from '../../source/core/stages.ts';
import { INHERITED_NAMES } from './property.ts';

test.each([
	['alex', [], 'alex'],
	[' Alex\t', [], 'alex'],
	['nigel', ['nigel-tests'], 'nigel-tests'],
	['nigel', ['nigel'], 'nigel'],
	['codey', [], 'codey-implement'],
	['made-up', [], 'made-up'],
] as const)('%j of a run with %j is %s', (name, known, expected) => {
	expect(resolveStageName(name, new Set(known))).toBe(expected);
});

test.each(INHERITED_NAMES)('%s is a name like any other', (name) => {
	expect(resolveStageName(name, new Set())).toBe(name.toLowerCase());
});

test.each(CANONICAL_STAGES)('%s names itself', (name) => {
	expect(resolveStageName(name, new Set())).toBe(name);
});
