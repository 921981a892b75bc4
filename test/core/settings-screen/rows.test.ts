import { describe, expect, test } from 'vitest';
import { SETTINGS, type SettingName } from '../../../source/core/settings/definitions.ts';
import { resolveSettings, type SettingInputs } from '../../../source/core/settings/resolve.ts';
import { type Draft, NO_DRAFT, withDraft } from '../../../source/core/settings-screen/draft.ts';
import { settingRows } from '../../../source/core/settings-screen/rows.ts';

const NOTHING: SettingInputs = { flags: {}, environment: {}, dotenv: {} };
const KEY = `abcd${'x'.repeat(16)}1234`;

function rowsOf(inputs: Partial<SettingInputs>, draft: Draft = NO_DRAFT) {
	const saved = { ...NOTHING, ...inputs };
	const rows = settingRows(resolveSettings(withDraft(saved, draft)), draft, resolveSettings(saved));
	return (name: SettingName) => rows.find((row) => row.name === name);
}

test('every setting has one row', () => {
	const rows = settingRows(resolveSettings(NOTHING), NO_DRAFT, resolveSettings(NOTHING));
	expect(rows.map(({ name }) => name).toSorted()).toEqual(Object.keys(SETTINGS).toSorted());
});

describe('a row', () => {
	test('shows what holds and where it comes from', () => {
		const row = rowsOf({ dotenv: { MURMUR8_TELEMETRY_URL: 'https://example.com/e?token=abc' } });
		expect(row('url')).toMatchObject({ shown: 'https://example.com/e?token=****', source: 'dotenv', isDirty: false });
		expect(row('audience')).toMatchObject({ shown: 'user-only', source: 'default', text: 'user-only' });
	});

	test('never shows a key, nor begins to edit with it', () => {
		const row = rowsOf({ dotenv: { MURMUR8_TELEMETRY_KEY: KEY } });
		expect(row('key')).toMatchObject({ shown: '****1234', text: '', isSecret: true });
		const drafted = rowsOf({}, new Map([['key', KEY]]));
		expect(drafted('key')).toMatchObject({ shown: '****1234', text: '', isDirty: true });
	});

	test('never shows a key that can’t be one either', () => {
		const drafted = rowsOf({}, new Map([['key', `${KEY} ${KEY}`]]));
		expect(drafted('key')).toMatchObject({ shown: '****1234', text: '', problem: expect.any(String) });
	});

	test('says which variable outvotes what is saved here', () => {
		const row = rowsOf({ environment: { MURMUR8_TELEMETRY_AUDIENCE: 'on' } }, new Map([['audience', 'off']]));
		expect(row('audience')).toMatchObject({ shown: 'on', lockedBy: 'MURMUR8_TELEMETRY_AUDIENCE' });
	});

	test('shows what was typed where that can’t be read, and why', () => {
		const row = rowsOf({}, new Map([['timeoutMs', 'soon']]));
		expect(row('timeoutMs')).toMatchObject({
			shown: 'soon',
			isDirty: true,
			problem: expect.stringContaining('integer'),
		});
	});

	test('of a wider audience in a committed file waits for trust', () => {
		const row = rowsOf({}, new Map([['audience', 'on']]));
		expect(row('audience')).toMatchObject({ shown: 'user-only', isInert: true, isDirty: true });
	});
});

describe('a draft', () => {
	test.each<[string, Partial<SettingInputs>, Draft, SettingName, string | undefined]>([
		[
			'is read in the place where it will be saved',
			{},
			new Map([['url', 'https://a.example']]),
			'url',
			'https://a.example',
		],
		[
			'takes out',
			{ dotenv: { MURMUR8_TELEMETRY_URL: 'https://a.example' } },
			new Map([['url', undefined]]),
			'url',
			undefined,
		],
		[
			'takes out of the project’s file',
			{ project: { values: { wire: 'envelope' }, problems: [] } },
			new Map([['wire', undefined]]),
			'wire',
			'flat',
		],
		[
			'loses to the environment',
			{ environment: { MURMUR8_TELEMETRY_WIRE: 'flat' } },
			new Map([['wire', 'envelope']]),
			'wire',
			'flat',
		],
	])('%s', (_, inputs, draft, name, shown) => {
		expect(rowsOf(inputs, draft)(name)?.shown).toBe(shown);
	});

	test('leaves the inputs as they were', () => {
		const inputs = { ...NOTHING, project: { values: { wire: 'flat' }, problems: [] } };
		withDraft(inputs, new Map([['wire', 'envelope']]));
		expect(inputs.project.values).toEqual({ wire: 'flat' });
	});
});
