import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SETTINGS, type SettingName } from '../../../source/core/settings/definitions.ts';
import { resolveSettings, SOURCES } from '../../../source/core/settings/resolve.ts';
import { oddText, SEEDED } from '../property.ts';
import { inputsOf, NAMES, type Place, placesOf, VALID } from './sample-inputs.ts';

/** A text of a setting and its meaning, one for the winner and one for those it beats. */
function example(name: SettingName, index: 0 | 1): readonly [text: string, meaning: unknown] {
	const found = VALID[name][index];
	if (!found) throw new Error(`no example of ${name}`);
	return found;
}

describe('precedence', () => {
	const rows = NAMES.flatMap((name) =>
		placesOf(name).map((place, index) => [name, place, placesOf(name).slice(index + 1)] as const),
	);
	test.each(rows)('%s: %s beats %j', (name, place, weaker) => {
		const given = Object.fromEntries(
			[...weaker.map((other) => [other, 1] as const), [place, 0] as const].map(([at, index]) => [
				at,
				{ [name]: example(name, index)[0] },
			]),
		);
		const { values, sources } = resolveSettings(inputsOf(given));
		expect(values[name]).toEqual(example(name, 0)[1]);
		expect(sources[name]).toBe(place);
	});

	test('a value that equals the default is given all the same', () => {
		const given = { flag: { audience: 'user-only' }, environment: { audience: 'on' } };
		const { values, sources } = resolveSettings(inputsOf(given));
		expect([values.audience, sources.audience]).toEqual(['user-only', 'flag']);
	});

	test('a flag that a setting does not have is not read', () => {
		const flags = { key: 'one', url: 'https://example.com', MURMUR8_TELEMETRY_KEY: 'two' };
		const { sources } = resolveSettings({ flags, environment: {}, dotenv: {} });
		expect(sources).toMatchObject({ key: 'default', url: 'default' });
	});

	test('sources are listed strongest first', () => {
		expect(SOURCES).toEqual(['flag', 'environment', 'dotenv', 'project', 'user', 'default']);
	});
});

describe('an empty value', () => {
	const OFF: Partial<Record<SettingName, unknown>> = {
		url: undefined,
		key: undefined,
		audience: 'off',
		artifacts: 'off',
		ciWaitMs: 0,
		sinks: [],
	};
	const empties = Object.keys(OFF) as SettingName[];

	test.each(empties.flatMap((name) => ['', ' \t'].map((text) => [name, text] as const)))(
		'%s: %j in the environment means off, whatever .env says',
		(name, text) => {
			const given = { environment: { [name]: text }, dotenv: { [name]: example(name, 0)[0] } };
			const { values, sources, problems } = resolveSettings(inputsOf(given));
			expect(values[name]).toEqual(OFF[name]);
			expect(sources[name]).toBe('environment');
			expect(problems).toEqual([]);
		},
	);

	test.each(NAMES.filter((name) => !empties.includes(name)))(
		'%s: in the environment it is as good as unset',
		(name) => {
			const given = { environment: { [name]: '' }, dotenv: { [name]: example(name, 0)[0] } };
			const { values, sources } = resolveSettings(inputsOf(given));
			expect([values[name], sources[name]]).toEqual([example(name, 0)[1], 'dotenv']);
		},
	);

	test.each(NAMES)('%s: in .env it is a template not filled in', (name) => {
		const { values, sources, problems } = resolveSettings(inputsOf({ dotenv: { [name]: '' } }));
		expect([values[name], sources[name], problems]).toEqual([SETTINGS[name].default, 'default', []]);
	});

	test.each(NAMES.filter((name) => SETTINGS[name].flag))('%s: as a flag it is a problem', (name) => {
		expect(resolveSettings(inputsOf({ flag: { [name]: '' } })).problems).toMatchObject([{ name, source: 'flag' }]);
	});
});

test.each<[Place, Place]>([
	['flag', 'environment'],
	['flag', 'dotenv'],
	['environment', 'dotenv'],
	['environment', 'flag'],
	['dotenv', 'environment'],
])('a valid value by %s hides no invalid one by %s', (good, bad) => {
	const { problems } = resolveSettings(inputsOf({ [good]: { audience: 'on' }, [bad]: { audience: 'all' } }));
	expect(problems).toMatchObject([{ name: 'audience', source: bad }]);
});

test('an empty value that switches off hides no invalid one either', () => {
	const given = { environment: { audience: '' }, dotenv: { audience: 'all' } };
	expect(resolveSettings(inputsOf(given)).problems).toMatchObject([{ name: 'audience', source: 'dotenv' }]);
});

test('every problem is reported, not the first alone', () => {
	const given = { environment: { wire: 'x', audience: 'x', timeoutMs: 'x' }, dotenv: { wire: 'y' } };
	expect(resolveSettings(inputsOf(given)).problems).toHaveLength(4);
});

test.each([
	['environment', 'dotenv'],
	['dotenv', 'environment'],
] as const)('https demanded by %s holds for a URL by %s', (demand, place) => {
	const given = { [demand]: { requireHttps: '1' }, [place]: { url: 'http://localhost/x' } };
	const { values, problems } = resolveSettings(inputsOf(given));
	expect(values.url).toBeUndefined();
	expect(problems).toMatchObject([{ name: 'url', source: place }]);
});

test('no message holds the key or what stands in the URL', () => {
	const secret = () => fc.constant(randomBytes(16).toString('hex'));
	fc.assert(
		fc.property(secret(), oddText, (hidden, noise) => {
			const given = { key: `${hidden}${noise}\u00E9`, url: `${noise}:${hidden}@host` };
			const inputs = inputsOf({ environment: given, dotenv: { ...given, url: `a${hidden}:x@host` } });
			expect(JSON.stringify(resolveSettings(inputs).problems)).not.toContain(hidden);
		}),
		SEEDED,
	);
});

describe('DO_NOT_TRACK', () => {
	const given = { flag: { audience: 'on' }, environment: { audience: 'on' } };
	test.each(['1', 'true', 'TRUE', 'yes', 'on', '2', ' 1 ', 'no'])('%j switches off, a flag notwithstanding', (text) => {
		const { values, sources } = resolveSettings(inputsOf(given, { DO_NOT_TRACK: text }));
		expect([values.audience, sources.audience]).toEqual(['off', 'environment']);
	});

	test.each(['', ' ', '0', 'false', 'False'])('%j does not', (text) => {
		expect(resolveSettings(inputsOf(given, { DO_NOT_TRACK: text })).values.audience).toBe('on');
	});

	test('it does not hide a problem', () => {
		const { problems } = resolveSettings(inputsOf({ environment: { audience: 'all' } }, { DO_NOT_TRACK: '1' }));
		expect(problems).toHaveLength(1);
	});
});
