import { type Endpoint, readEndpoint } from '../endpoint.ts';
import { WIRES, type Wire } from '../payload/wire.ts';
import { AUDIENCES, type Audience, DEFAULT_AUDIENCE, parseAudience } from '../privacy/audience.ts';

export interface Settings {
	readonly url: Endpoint | undefined;
	readonly key: string | undefined;
	readonly queuePath: string;
	readonly audience: Audience;
	readonly artifacts: 'on' | 'off';
	readonly wire: Wire;
	readonly requireHttps: boolean;
	readonly timeoutMs: number;
	readonly ciWaitMs: number;
	readonly maxBytes: number;
}

export type SettingName = keyof Settings;

export type Parsed<T> =
	| { readonly kind: 'value'; readonly value: T }
	| { readonly kind: 'problem'; readonly message: string };

/** One setting: where it is given, how it is read, what it is without being given. */
export interface SettingDefinition<T> {
	readonly variable: string;
	/** Long flag of the commands that take it. The key has none: arguments are seen by every process. */
	readonly flag?: string;
	readonly default: T;
	/** What a variable that is set but empty in the real environment means; without it, the same as unset. */
	readonly whenEmpty?: T;
	/** A secret is never repeated in a message. */
	readonly isSecret?: true;
	readonly parse: (text: string, soFar: { readonly requireHttps: boolean }) => Parsed<T>;
}

const value = <T>(parsed: T): Parsed<T> => ({ kind: 'value', value: parsed });
const problem = <T>(message: string): Parsed<T> => ({ kind: 'problem', message });

function choice<T extends string>(choices: readonly T[]) {
	return (text: string): Parsed<T> => {
		const found = choices.find((candidate) => candidate === text.trim().toLowerCase());
		return found === undefined ? problem(`must be one of: ${choices.join(', ')}`) : value(found);
	};
}

function integer(least: number, most: number) {
	return (text: string): Parsed<number> => {
		const number = /^\d{1,15}$/.test(text.trim()) ? Number(text) : Number.NaN;
		return number >= least && number <= most ? value(number) : problem(`must be an integer from ${least} to ${most}`);
	};
}

function parseKey(text: string): Parsed<string | undefined> {
	const key = text.trim();
	return /^[\u0021-\u007E]+$/.test(key)
		? value(key)
		: problem('has characters that no HTTP header can carry (only visible ASCII may be in a key)');
}

function parseUrl(text: string, { requireHttps }: { readonly requireHttps: boolean }): Parsed<Endpoint | undefined> {
	const reading = readEndpoint(text.trim(), requireHttps);
	return reading.kind === 'endpoint' ? value(reading.endpoint) : problem(reading.message);
}

function parseFlag(text: string): Parsed<boolean> {
	const found = text.trim().toLowerCase();
	if (found === '1' || found === 'true') return value(true);
	return found === '0' || found === 'false' ? value(false) : problem('must be 1 or 0');
}

/** Every setting of contracts.md section 4. `requireHttps` stands first: the URL is read with it. */
export const SETTINGS: { readonly [Name in SettingName]: SettingDefinition<Settings[Name]> } = {
	requireHttps: { variable: 'MURMUR8_TELEMETRY_REQUIRE_HTTPS', default: false, parse: parseFlag },
	url: { variable: 'MURMUR8_TELEMETRY_URL', default: undefined, whenEmpty: undefined, parse: parseUrl },
	key: { variable: 'MURMUR8_TELEMETRY_KEY', default: undefined, whenEmpty: undefined, isSecret: true, parse: parseKey },
	queuePath: {
		variable: 'MURMUR8_TELEMETRY_QUEUE',
		default: '.claude/telemetry-failed.json',
		parse: (text) => (text.includes('\0') ? problem('must be a path') : value(text)),
	},
	audience: {
		variable: 'MURMUR8_TELEMETRY_AUDIENCE',
		flag: 'audience',
		default: DEFAULT_AUDIENCE,
		whenEmpty: 'off',
		parse: (text) => {
			const audience = parseAudience(text);
			return audience ? value(audience) : problem(`must be one of: ${AUDIENCES.join(', ')}`);
		},
	},
	artifacts: {
		variable: 'MURMUR8_TELEMETRY_ARTIFACTS',
		flag: 'artifacts',
		default: 'on',
		whenEmpty: 'off',
		parse: choice(['on', 'off']),
	},
	wire: { variable: 'MURMUR8_TELEMETRY_WIRE', flag: 'wire', default: 'flat', parse: choice(WIRES) },
	timeoutMs: { variable: 'MURMUR8_TELEMETRY_TIMEOUT_MS', default: 10_000, parse: integer(1, 600_000) },
	ciWaitMs: { variable: 'MURMUR8_TELEMETRY_CI_WAIT_MS', default: 2_000, whenEmpty: 0, parse: integer(0, 10_000) },
	maxBytes: { variable: 'MURMUR8_TELEMETRY_MAX_BYTES', default: 1_048_576, parse: integer(1_024, 67_108_864) },
};
