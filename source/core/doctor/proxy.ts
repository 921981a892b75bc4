export interface ProxyRoute {
	readonly url: string;
	/** The variable that names it. */
	readonly variable: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The first of two spellings that is set, as fetch's agent takes them: an empty small one hides the large one. */
function firstSet(environment: Environment, name: string): readonly [variable: string, value: string] | undefined {
	for (const variable of [name, name.toUpperCase()]) {
		const value = environment[variable];
		if (value !== undefined) return [variable, value];
	}
	return undefined;
}

const portOf = ({ port, protocol }: URL) => port || (protocol === 'https:' ? '443' : '80');

/** Whether `NO_PROXY` names this host: exactly, as the end of its name, with or without a port, or by `*`. */
function isExempt(url: URL, list: string): boolean {
	return list
		.toLowerCase()
		.split(/[,\s]+/)
		.filter((entry) => entry !== '')
		.some((entry) => {
			if (entry === '*') return true;
			const [, name = entry, port] = /^(.+):(\d+)$/.exec(entry) ?? [];
			if (port !== undefined && port !== portOf(url)) return false;
			const host = name.replace(/^\*?\./, '');
			return url.hostname === host || url.hostname.endsWith(`.${host}`);
		});
}

/** The proxy on the way to an endpoint, undefined where it is reached directly. */
export function proxyFor(endpoint: string, environment: Environment): ProxyRoute | undefined {
	const url = URL.parse(endpoint);
	if (!url || isExempt(url, firstSet(environment, 'no_proxy')?.[1] ?? '')) return undefined;
	const http = firstSet(environment, 'http_proxy');
	const https = firstSet(environment, 'https_proxy');
	// Without a proxy of its own, https takes that of http.
	const found = url.protocol === 'https:' && https?.[1] ? https : http;
	if (!found?.[1]) return undefined;
	return { variable: found[0], url: /^\w+:\/\//.test(found[1]) ? found[1] : `http://${found[1]}` };
}
