import { type Endpoint, readEndpoint } from '../endpoint.ts';
import { WIRES, type Wire } from '../payload/wire.ts';
import { AUDIENCES, type Audience, DEFAULT_AUDIENCE, parseAudience } from '../privacy/audience.ts';
import type { DataClass } from '../privacy/field.ts';
import { parseSampling, SAMPLING_ACCEPTS, type Sampling } from './sampling.ts';
import { parseSinks, SINK_KINDS, type SinkSettings } from './sinks.ts';

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
	readonly sinks: readonly SinkSettings[];
	readonly sampling: Sampling;
}

export type SettingName = keyof Settings;

export type Parsed<T> =
	| { readonly kind: 'value'; readonly value: T }
	| { readonly kind: 'problem'; readonly message: string };

/** What a setting takes, in words, and the parser that takes it. */
interface Values<T> {
	readonly accepts: string;
	readonly parse: (text: string, soFar: { readonly requireHttps: boolean }) => Parsed<T>;
}

/** One setting: where it is given, how it is read, what it is without being given. */
export interface SettingDefinition<T> extends Values<T> {
	/** What is said of it in help, docs and screens. */
	readonly meaning: string;
	/** Whom the value tells about: where events go and how they get there is operator data. */
	readonly class: DataClass;
	readonly variable: string;
	/** Long flag of the commands that take it. The key has none: arguments are seen by every process. */
	readonly flag?: string;
	readonly default: T;
	/** What a variable that is set but empty in the real environment means; without it, the same as unset. */
	readonly whenEmpty?: T;
	/** A secret stands in no settings file. */
	readonly isSecret?: true;
	/** A value that may hold a secret is not repeated in a message: the parser's own words name what is wrong in it. */
	readonly isUnrepeatable?: true;
	/** In a settings file it stands as JSON of its own, elsewhere as text of that JSON. */
	readonly isJson?: true;
}

const value = <T>(parsed: T): Parsed<T> => ({ kind: 'value', value: parsed });
const problem = <T>(message: string): Parsed<T> => ({ kind: 'problem', message });

function choice<T extends string>(
	choices: readonly T[],
	find: (text: string) => T | undefined = (text) => choices.find((each) => each === text.trim().toLowerCase()),
): Values<T> {
	const accepts = choices.join(', ');
	return {
		accepts,
		parse: (text) => {
			const found = find(text);
			return found === undefined ? problem(`must be one of: ${accepts}`) : value(found);
		},
	};
}

function integer(least: number, most: number): Values<number> {
	const accepts = `an integer from ${least} to ${most}`;
	return {
		accepts,
		parse: (text) => {
			const number = /^\d{1,15}$/.test(text.trim()) ? Number(text) : Number.NaN;
			return number >= least && number <= most ? value(number) : problem(`must be ${accepts}`);
		},
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
	requireHttps: {
		variable: 'MURMUR8_TELEMETRY_REQUIRE_HTTPS',
		default: false,
		meaning: 'refuse an endpoint that is not https',
		class: 'operator',
		accepts: '1, 0, true, false',
		parse: parseFlag,
	},
	url: {
		variable: 'MURMUR8_TELEMETRY_URL',
		default: undefined,
		whenEmpty: undefined,
		isUnrepeatable: true,
		meaning: 'where events go; its presence is the opt-in',
		class: 'operator',
		accepts: 'an http or https URL',
		parse: parseUrl,
	},
	key: {
		variable: 'MURMUR8_TELEMETRY_KEY',
		default: undefined,
		whenEmpty: undefined,
		isSecret: true,
		isUnrepeatable: true,
		meaning: 'bearer key of the endpoint',
		class: 'operator',
		accepts: 'visible ASCII',
		parse: parseKey,
	},
	queuePath: {
		variable: 'MURMUR8_TELEMETRY_QUEUE',
		default: '.claude/telemetry-failed.json',
		meaning: 'file in which events that still wait are published',
		class: 'operator',
		accepts: 'a path',
		parse: (text) => (text.includes('\0') ? problem('must be a path') : value(text)),
	},
	audience: {
		variable: 'MURMUR8_TELEMETRY_AUDIENCE',
		flag: 'audience',
		default: DEFAULT_AUDIENCE,
		whenEmpty: 'off',
		meaning: 'who may see the event',
		class: 'user',
		...choice(AUDIENCES, parseAudience),
	},
	artifacts: {
		variable: 'MURMUR8_TELEMETRY_ARTIFACTS',
		flag: 'artifacts',
		default: 'on',
		whenEmpty: 'off',
		meaning: 'whether the spec and the stories go with the event',
		class: 'user',
		...choice(['on', 'off']),
	},
	wire: {
		variable: 'MURMUR8_TELEMETRY_WIRE',
		flag: 'wire',
		default: 'flat',
		meaning: 'format of the event',
		class: 'operator',
		...choice(WIRES),
	},
	timeoutMs: {
		variable: 'MURMUR8_TELEMETRY_TIMEOUT_MS',
		default: 10_000,
		meaning: 'longest time for one request, in milliseconds',
		class: 'operator',
		...integer(1, 600_000),
	},
	ciWaitMs: {
		variable: 'MURMUR8_TELEMETRY_CI_WAIT_MS',
		default: 2_000,
		whenEmpty: 0,
		meaning: 'longest time that run finish waits for the delivery in CI, in milliseconds',
		class: 'operator',
		...integer(0, 10_000),
	},
	maxBytes: {
		variable: 'MURMUR8_TELEMETRY_MAX_BYTES',
		default: 1_048_576,
		meaning: 'largest body; what is over it loses artifacts, then feedback',
		class: 'operator',
		...integer(1_024, 67_108_864),
	},
	sinks: {
		variable: 'MURMUR8_TELEMETRY_SINKS',
		default: [],
		whenEmpty: [],
		isUnrepeatable: true,
		isJson: true,
		meaning: 'metrics backends that finished runs go to; each is an opt-in',
		class: 'operator',
		accepts: `a JSON list of {"kind": …}, kinds: ${SINK_KINDS.join(', ')}`,
		parse: parseSinks,
	},
	sampling: {
		variable: 'MURMUR8_TELEMETRY_SAMPLING',
		default: 1,
		meaning: 'which runs go to the sinks',
		class: 'operator',
		accepts: SAMPLING_ACCEPTS,
		parse: parseSampling,
	},
};
