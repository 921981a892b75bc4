import { expect, test } from 'vitest';
import { sentParts } from '../../../source/core/settings-screen/sent.ts';

const WIDEST = {
	runId: 'r1',
	slug: 'user-auth',
	totalCost: 0.5,
	stages: { alex: {}, cass: {} },
	identity: { gitUser: 'ada', host: 'h' },
	artifacts: { 'FEATURE_SPEC.md': 'H4sI' },
	stories: [{ title: 'login', content: '' }],
};

test('parts stand in the order of the widest body, in a few words', () => {
	expect(sentParts(WIDEST, WIDEST)).toEqual([
		{ name: 'runId', words: 'r1', class: 'user', isWithheld: false },
		{ name: 'slug', words: 'user-auth', class: 'user', isWithheld: false },
		{ name: 'totalCost', words: '0.5', class: 'user', isWithheld: false },
		{ name: 'stages', words: '2 stages', class: 'user', isWithheld: false },
		{ name: 'identity', words: 'gitUser, host', class: 'operator', isWithheld: false },
		{ name: 'artifacts', words: '1 file, 26 B', class: 'content', isWithheld: false },
		{ name: 'stories', words: '1 story', class: 'content', isWithheld: false },
	]);
});

test('what this audience does not get is marked', () => {
	const { identity: _identity, ...own } = WIDEST;
	const withheld = sentParts(own, WIDEST).filter(({ isWithheld }) => isWithheld);
	expect(withheld.map(({ name }) => name)).toEqual(['identity']);
});

test('where nothing leaves, all is withheld', () => {
	expect(sentParts(undefined, WIDEST).every(({ isWithheld }) => isWithheld)).toBe(true);
	expect(sentParts(undefined, undefined)).toEqual([]);
});
