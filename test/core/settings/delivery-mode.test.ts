import { expect, test } from 'vitest';
import type { SettingName } from '../../../source/core/settings/definitions.ts';
import { deliveryMode } from '../../../source/core/settings/delivery-mode.ts';
import { resolveSettings } from '../../../source/core/settings/resolve.ts';
import { inputsOf, NAMES } from './sample-inputs.ts';

const URL_TEXT = 'https://example.com/api/telemetry';
const modeOf = (given: Partial<Record<SettingName, string>>, more: Readonly<Record<string, string>> = {}) =>
	deliveryMode(resolveSettings(inputsOf({ environment: given }, more)));

test.each([
	['a URL alone', { url: URL_TEXT }],
	['everything', { url: URL_TEXT, audience: 'on' }],
	['operator data on the envelope wire', { url: URL_TEXT, audience: 'operator-only', wire: 'envelope' }],
	['user data on the envelope wire', { url: URL_TEXT, wire: 'envelope' }],
])('active: %s', (_what, given) => {
	expect(modeOf(given)).toMatchObject({ kind: 'active', endpoint: { url: URL_TEXT } });
});

test.each([
	['nothing set', {}, 'no-url'],
	['an empty URL', { url: '' }, 'no-url'],
	['off', { url: URL_TEXT, audience: 'off' }, 'off'],
	['off by an empty value', { url: URL_TEXT, audience: '' }, 'off'],
	['off, although something is invalid', { url: URL_TEXT, audience: 'off', wire: 'x' }, 'off'],
	['an audience that is none', { url: URL_TEXT, audience: 'true' }, 'invalid-settings'],
	['a URL that is none', { url: 'nowhere' }, 'invalid-settings'],
	['a key that no header carries', { url: URL_TEXT, key: 'two words' }, 'invalid-settings'],
	['operator data on the flat wire', { url: URL_TEXT, audience: 'operator-only' }, 'operator-only-on-flat'],
] as const)('inactive: %s', (_what, given, reason) => {
	expect(modeOf(given)).toMatchObject({ kind: 'inactive', reason });
});

test('DO_NOT_TRACK is off', () => {
	expect(modeOf({ url: URL_TEXT, audience: 'on' }, { DO_NOT_TRACK: '1' })).toMatchObject({ reason: 'off' });
});

test.each(NAMES)('one invalid value of %s and nothing is sent, though another place has a valid one', (name) => {
	// NUL is in no valid value of any setting.
	const given = { dotenv: { url: URL_TEXT, [name]: '\0 nothing valid' } };
	const mode = deliveryMode(resolveSettings(inputsOf({ environment: { url: URL_TEXT }, ...given })));
	expect(mode).toMatchObject({ kind: 'inactive', reason: 'invalid-settings' });
});

test('the message is the first problem in its own words', () => {
	expect(modeOf({ url: URL_TEXT, wire: 'x' })).toMatchObject({
		message: 'MURMUR8_TELEMETRY_WIRE is "x": must be one of: flat, envelope',
	});
});
