import { readEndpoint } from '../endpoint.ts';
import { isJsonObject } from '../json.ts';

/** What is wrong with an option's value, in words; undefined where nothing is. Values may hold secrets: none is repeated. */
export type OptionCheck = (value: unknown, requireHttps: boolean) => string | undefined;

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

/** One of a few words; a word is no secret, so it is named. */
export function checkChoice(...choices: readonly string[]): OptionCheck {
	return (value) =>
		choices.includes(value as string)
			? undefined
			: `is ${(JSON.stringify(value) ?? '').slice(0, 60)}: must be one of: ${choices.join(', ')}`;
}

export const checkPath: OptionCheck = (value) =>
	isText(value) && !value.includes('\0') ? undefined : 'must be a path';

export const checkUrl: OptionCheck = (value, requireHttps) => {
	if (!isText(value)) return 'must be an http or https URL';
	const url = URL.parse(value);
	if (url && (url.username !== '' || url.password !== '')) return 'holds a user name or password; use headers instead';
	const reading = readEndpoint(value, requireHttps);
	return reading.kind === 'endpoint' ? undefined : reading.message;
};

const HOST_PORT = /^(?:\[[0-9a-f:.%]+\]|[a-z0-9._-]+):(\d{1,5})$/i;

export const checkHostPort: OptionCheck = (value) => {
	const port = Number(HOST_PORT.exec(typeof value === 'string' ? value : '')?.[1]);
	return port >= 1 && port <= 65_535 ? undefined : 'must be host:port';
};

/** CloudWatch's own rule. */
export const checkNamespace: OptionCheck = (value) =>
	typeof value === 'string' && /^[A-Za-z0-9._/#:-]{1,255}$/.test(value)
		? undefined
		: 'must be 1 to 255 of: letters, digits, . _ / # : -';

const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const HEADER_VALUE = /^[\u0020-\u007E]+$/;

export const checkHeaders: OptionCheck = (value) => {
	if (!isJsonObject(value)) return 'must be an object of names and texts';
	for (const [name, text] of Object.entries(value)) {
		if (!HEADER_NAME.test(name)) return 'has a name that no HTTP header can have';
		if (typeof text !== 'string' || !HEADER_VALUE.test(text)) {
			return `has a value for ${name} that no HTTP header can carry (visible ASCII, or env:NAME)`;
		}
	}
	return undefined;
};

/** The variable that a header's value is read from: `env:NAME`. */
export const variableOf = (value: string): string | undefined => /^env:([A-Za-z_]\w*)$/.exec(value)?.[1];
