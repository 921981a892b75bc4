import { type Dotenv, readDotenv } from '../adapters/environment.ts';
import type { Audience } from '../core/privacy/audience.ts';
import type { SettingName } from '../core/settings/definitions.ts';
import { resolveSettings } from '../core/settings/resolve.ts';

/** Where and how events are sent. */
export interface TelemetryConfig {
	/** Where events go, used verbatim; null or absent: nothing is sent. */
	readonly url?: string | null;
	/** Bearer key; null or absent: none is sent. */
	readonly key?: string | null;
	/** File for events that could not be sent; without one they are not kept. */
	readonly queuePath?: string | null;
	/** What of a payload may be sent. Default `user-only`: facts of the run and artifacts, not who ran it and where. */
	readonly audience?: Audience;
	/** Default `on`; `off` sends no artifacts. */
	readonly artifacts?: 'on' | 'off';
	/** Shape of the body: `flat` (default) or `envelope`. */
	readonly wire?: 'flat' | 'envelope';
	/** Absolute limit of one request, milliseconds; default 10000. */
	readonly timeoutMs?: number;
	/** Largest body; what is over it loses artifacts, then feedback. Default 1 MiB. */
	readonly maxBytes?: number;
}

/** What `loadConfig` gives: the three that are always there, and the others where the file sets them. */
export interface LoadedConfig extends TelemetryConfig {
	readonly url: string | null;
	readonly key: string | null;
	readonly queuePath: string;
}

/** Settings that a config may hold beside URL, key and queue. */
const OPTIONAL = ['audience', 'artifacts', 'wire', 'timeoutMs', 'maxBytes'] as const satisfies readonly SettingName[];
/** A problem in one of these is a null; in any other nothing may be sent, because it may have withheld something. */
const NULLABLE: ReadonlySet<SettingName | undefined> = new Set<SettingName>(['url', 'key', 'queuePath', 'ciWaitMs']);

function readFile(path: string): Dotenv {
	try {
		return readDotenv(path);
	} catch {
		return { variables: {}, isUnreadable: true };
	}
}

/**
 * Reads the telemetry settings of one `.env` file; the process's own variables count for nothing here. Never throws.
 * @param dotenvPath a file that may not exist; a byte order mark is accepted
 * @returns `url` and `key` null where they are unset or malformed, `queuePath` as it stands in the file, by default
 * `.claude/telemetry-failed.json`; `audience` is `off` where the file can't be read or sets something else wrong
 */
export function loadConfig(dotenvPath: string): LoadedConfig {
	const { variables, isUnreadable } = readFile(dotenvPath);
	const settings = resolveSettings({
		flags: {},
		environment: {},
		dotenv: variables,
		isDotenvUnreadable: isUnreadable,
	});
	const { values, sources, problems } = settings;
	const given = OPTIONAL.filter((name) => sources[name] === 'dotenv').map((name) => [name, values[name]]);
	return {
		url: values.url?.url ?? null,
		key: values.key ?? null,
		queuePath: values.queuePath,
		...(Object.fromEntries(given) as Pick<TelemetryConfig, (typeof OPTIONAL)[number]>),
		...(problems.every(({ name }) => NULLABLE.has(name)) ? {} : { audience: 'off' as const }),
	};
}
