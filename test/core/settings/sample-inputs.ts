import { SETTINGS, type SettingName } from '../../../source/core/settings/definitions.ts';
import type { SettingInputs, Source } from '../../../source/core/settings/resolve.ts';

export const NAMES = Object.keys(SETTINGS) as SettingName[];

export type Place = Exclude<Source, 'default'>;

type Given = { readonly [P in Place]?: Partial<Record<SettingName, string>> };

const byVariable = (given: Partial<Record<SettingName, string>> = {}) =>
	Object.fromEntries(Object.entries(given).map(([name, text]) => [SETTINGS[name as SettingName].variable, text]));

const byFlag = (given: Partial<Record<SettingName, string>> = {}) =>
	Object.fromEntries(Object.entries(given).map(([name, text]) => [SETTINGS[name as SettingName].flag ?? name, text]));

/** Raw texts as the resolver gets them, written by setting name instead of by variable and flag. */
export function inputsOf(given: Given, environment: Readonly<Record<string, string>> = {}): SettingInputs {
	return {
		flags: byFlag(given.flag),
		environment: { ...byVariable(given.environment), ...environment },
		dotenv: byVariable(given.dotenv),
		project: { values: { ...given.project }, problems: [] },
		user: { values: { ...given.user }, problems: [] },
		isProjectTrusted: true,
	};
}

/** Where a setting can be given: a flag only if it has one, a file only if it is no secret. */
export function placesOf(name: SettingName): readonly Place[] {
	const { flag, isSecret } = SETTINGS[name];
	const files: readonly Place[] = isSecret ? [] : ['project', 'user'];
	return [...(flag === undefined ? [] : (['flag'] as const)), 'environment', 'dotenv', ...files];
}

/** Two valid texts per setting, and what they mean. */
export const VALID: { readonly [Name in SettingName]: readonly (readonly [text: string, meaning: unknown])[] } = {
	requireHttps: [
		['1', true],
		['0', false],
	],
	url: [
		['https://one.example.com/x', { url: 'https://one.example.com/x', isPlainHttp: false, isLoopback: false }],
		['http://localhost/x', { url: 'http://localhost/x', isPlainHttp: true, isLoopback: true }],
	],
	key: [
		['visible-ascii!', 'visible-ascii!'],
		['another', 'another'],
	],
	queuePath: [
		['queue.json', 'queue.json'],
		['a folder/queue.json', 'a folder/queue.json'],
	],
	audience: [
		['on', 'on'],
		['operator_only', 'operator-only'],
	],
	artifacts: [
		['off', 'off'],
		['on', 'on'],
	],
	wire: [
		['envelope', 'envelope'],
		['flat', 'flat'],
	],
	timeoutMs: [
		['5000', 5_000],
		['1', 1],
	],
	ciWaitMs: [
		['0', 0],
		['10000', 10_000],
	],
	maxBytes: [
		['1024', 1_024],
		['67108864', 67_108_864],
	],
	sinks: [
		['[{"kind":"stderr"}]', [{ kind: 'stderr' }]],
		['[{"path":"metrics.jsonl","kind":"json-file"}]', [{ kind: 'json-file', path: 'metrics.jsonl' }]],
	],
	sampling: [
		['0.25', 0.25],
		['On-Change', 'on-change'],
	],
};
