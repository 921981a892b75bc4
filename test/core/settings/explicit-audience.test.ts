import { describe, expect, test } from 'vitest';
import { AUDIENCES } from '../../../source/core/privacy/audience.ts';
import { resolveSettings, SOURCES } from '../../../source/core/settings/resolve.ts';
import { inputsOf, type Place } from './sample-inputs.ts';

type Given = Partial<Record<Place, string>>;

function resolveAudience(given: Given, isProjectTrusted: boolean) {
	const places = Object.entries(given).map(([place, audience]) => [place, { audience }]);
	const { values, sources, inert } = resolveSettings({ ...inputsOf(Object.fromEntries(places)), isProjectTrusted });
	return { audience: values.audience, source: sources.audience, isInert: inert.includes('audience') };
}

/** What a user says at a place that no repository brings along. */
const OWN_PLACES = ['flag', 'environment', 'dotenv'] as const;
const PROJECTS = ['on', 'operator-only', 'ON', 'Operator_Only'] as const;

/** `user-only` is the default, too: that it was said must not be told from the value. */
describe.each(PROJECTS)('an explicit user-only and a project file that says %s', (project) => {
	test.each(OWN_PLACES)('by %s: it holds, whether the file is trusted or not', (place) => {
		const held = { audience: 'user-only', source: place };
		expect(resolveAudience({ [place]: 'user-only', project }, false)).toEqual({ ...held, isInert: true });
		expect(resolveAudience({ [place]: 'user-only', project }, true)).toEqual({ ...held, isInert: false });
		expect(resolveAudience({ [place]: 'user-only', project, user: 'on' }, true).audience).toBe('user-only');
	});

	test('in the user’s settings: it holds until this very file is trusted', () => {
		const given = { user: 'user-only', project };
		expect(resolveAudience(given, false)).toEqual({ audience: 'user-only', source: 'user', isInert: true });
		expect(resolveAudience(given, true)).toMatchObject({ source: 'project', isInert: false });
	});

	test('said nowhere: the default holds as if it were said, until the file is trusted', () => {
		expect(resolveAudience({ project }, false)).toEqual({ audience: 'user-only', source: 'default', isInert: true });
		expect(resolveAudience({ project }, true)).toMatchObject({ source: 'project', isInert: false });
	});
});

test.each(OWN_PLACES)(
	'a project file that says user-only narrows the user’s settings, but not what %s says',
	(place) => {
		for (const isTrusted of [false, true]) {
			expect(resolveAudience({ user: 'on', project: 'user-only' }, isTrusted)).toMatchObject({ source: 'project' });
			expect(resolveAudience({ [place]: 'on', project: 'user-only' }, isTrusted)).toMatchObject({ source: place });
		}
	},
);

/** Every audience at every set of places: the strongest place that says something, the project only where it may. */
test('any places, any audiences: the strongest one that counts holds, and is named', () => {
	const places = SOURCES.filter((source) => source !== 'default');
	const choices = [undefined, ...AUDIENCES];
	const rows = places.reduce<readonly Given[]>(
		(given, place) =>
			given.flatMap((each) => choices.map((audience) => (audience ? { ...each, [place]: audience } : each))),
		[{}],
	);
	const permits = { off: 0, 'user-only': 1, 'operator-only': 2, on: 3 } as const;
	for (const given of rows) {
		const base = given.user ?? 'user-only';
		// Bits: the user's data and the operator's. Wider is what has a bit that the other has not.
		const [asked, held] = [given.project ?? 'off', base].map((each) => permits[each as keyof typeof permits]);
		const isWider = given.project !== undefined && ((asked ?? 0) & ~(held ?? 0)) !== 0;
		for (const isTrusted of [false, true]) {
			const isInert = isWider && !isTrusted;
			const source =
				places.find((place) => given[place] !== undefined && !(place === 'project' && isInert)) ?? 'default';
			const audience = source === 'default' ? 'user-only' : given[source];
			const label = JSON.stringify({ ...given, isTrusted });
			expect(resolveAudience(given, isTrusted), label).toEqual({ audience, source, isInert });
		}
	}
	expect(rows).toHaveLength(5 ** 5);
});
