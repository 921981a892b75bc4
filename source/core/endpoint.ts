/** Where events go. `url` is used verbatim. */
export interface Endpoint {
	readonly url: string;
	readonly isPlainHttp: boolean;
	readonly isLoopback: boolean;
}

export type EndpointReading =
	| { readonly kind: 'endpoint'; readonly endpoint: Endpoint }
	| { readonly kind: 'problem'; readonly message: string };

const LOOPBACK_IPV4 = /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/;

function isLoopbackHost(host: string): boolean {
	return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || LOOPBACK_IPV4.test(host);
}

const problem = (message: string): EndpointReading => ({ kind: 'problem', message });

/** Reads `MURMUR8_TELEMETRY_URL`. Messages never repeat the value: it may hold credentials. */
export function readEndpoint(text: string, requireHttps: boolean): EndpointReading {
	const url = URL.parse(text);
	if (!url) return problem('is not a URL; expected https://host/path');
	if (url.username !== '' || url.password !== '') {
		return problem('holds a user name or password; put the key into MURMUR8_TELEMETRY_KEY instead');
	}
	if (url.protocol !== 'https:' && url.protocol !== 'http:') {
		// Not named: in `name:password@host` the scheme is the name.
		return problem('has another scheme; only https and http are sent to');
	}
	const isLoopback = isLoopbackHost(url.hostname);
	const isPlainHttp = url.protocol === 'http:';
	if (isPlainHttp && requireHttps) return problem('is http, and MURMUR8_TELEMETRY_REQUIRE_HTTPS=1 demands https');
	return { kind: 'endpoint', endpoint: { url: text, isPlainHttp, isLoopback } };
}

const SECRET_PARAMETER = /key|token|secret|password|passwd|pwd|auth|signature|sig|credential/i;

/** The URL for a human eye: in full, but for the values of query parameters that are named like secrets. */
export function displayUrl(text: string): string {
	const url = URL.parse(text);
	if (!url) return text;
	const secrets = [...url.searchParams.keys()].filter((name) => SECRET_PARAMETER.test(name));
	if (secrets.length === 0 && url.username === '' && url.password === '') return text;
	for (const name of secrets) url.searchParams.set(name, '****');
	url.username = '';
	url.password = '';
	return url.href;
}

/** `****1234`; a key under 12 characters would lose too much by its last four. */
export function maskKey(key: string): string {
	return key.length < 12 ? '****' : `****${key.slice(-4)}`;
}
