export interface ProxyRoute {
	/** As it is written, name and password included: for connecting only, never for words. */
	readonly url: string;
	/** The variable that names it. */
	readonly variable: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The first of two spellings that is set, small letters first as in curl; an empty one says that there is none. */
function firstSet(environment: Environment, name: string): readonly [variable: string, value: string] | undefined {
	for (const variable of [name, name.toUpperCase()]) {
		const value = environment[variable]?.trim();
		if (value !== undefined) return [variable, value];
	}
	return undefined;
}

const portOf = ({ port, protocol }: URL) => port || (protocol === 'https:' ? '443' : '80');

/** A host as URLs write it: IPv6 in its shortest form and in brackets, names in ASCII and small letters. */
function canonicalHost(text: string): string {
	const isBareIpv6 = text.includes(':') && !text.startsWith('[');
	const url = /[/?#@\\]/.test(text) ? undefined : URL.parse(`http://${isBareIpv6 ? `[${text}]` : text}`);
	return (url?.hostname ?? text.toLowerCase()).replace(/\.$/, '');
}

/** The sixteen-bit groups of a canonical IPv6 host; an IPv4 host's two. Undefined for a name. */
function groupsOf(host: string): readonly number[] | undefined {
	const v4 = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(host)?.slice(1).map(Number);
	if (v4) return [((v4[0] ?? 0) << 8) | (v4[1] ?? 0), ((v4[2] ?? 0) << 8) | (v4[3] ?? 0)];
	if (!host.startsWith('[')) return undefined;
	const [head = '', tail] = host.slice(1, -1).split('::');
	const parse = (text: string) => (text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16)));
	if (tail === undefined) return parse(head);
	const [before, after] = [parse(head), parse(tail)];
	return [...before, ...new Array<number>(8 - before.length - after.length).fill(0), ...after];
}

/** Whether an address is in a range such as `10.0.0.0/8` or `fd00::/8`. */
function isInRange(host: string, network: string, bits: number): boolean {
	const [address, base] = [groupsOf(host), groupsOf(canonicalHost(network))];
	if (!address || address.length !== base?.length || bits > address.length * 16) return false;
	return address.every((group, index) => {
		const left = Math.min(16, Math.max(0, bits - index * 16));
		const mask = (0xffff << (16 - left)) & 0xffff;
		return (group & mask) === ((base[index] ?? 0) & mask);
	});
}

function matches(url: URL, entry: string): boolean {
	if (entry === '*') return true;
	const host = url.hostname.replace(/\.$/, '');
	const [, network, bits] = /^([\d.]+|\[?[\da-f:.]+\]?)\/(\d{1,3})$/i.exec(entry) ?? [];
	if (network !== undefined) return isInRange(host, network, Number(bits));
	// A second colon makes it a bare IPv6 address, which has no port behind it.
	const [, name = entry, port] = /^(\[[^\]]*\]|[^:]+):(\d+)$/.exec(entry) ?? [];
	if (port !== undefined && Number(port) !== Number(portOf(url))) return false;
	const wanted = canonicalHost(name.replace(/^\*?\./, ''));
	// The end of an address is no domain.
	return host === wanted || (groupsOf(host) === undefined && wanted !== '' && host.endsWith(`.${wanted}`));
}

/**
 * Whether `NO_PROXY` names this host: by `*`, exactly, as the end of its name (`example.com`, `.example.com`,
 * `*.example.com`), as an address or a range of them, each but the range with or without a port.
 */
function isExempt(url: URL, list: string): boolean {
	return list.split(/[,\s]+/).some((entry) => entry !== '' && matches(url, entry));
}

/**
 * The proxy on the way to an endpoint, undefined where it is reached directly. The runtimes' own rules differ among
 * themselves, so none of them is asked.
 */
export function proxyFor(endpoint: string, environment: Environment): ProxyRoute | undefined {
	const url = URL.parse(endpoint);
	if (!url || isExempt(url, firstSet(environment, 'no_proxy')?.[1] ?? '')) return undefined;
	// Without a proxy of its own, https takes that of http, as Node's own rule has it; ALL_PROXY is curl's last resort.
	const names = url.protocol === 'https:' ? ['https_proxy', 'http_proxy', 'all_proxy'] : ['http_proxy', 'all_proxy'];
	const found = names.map((name) => firstSet(environment, name)).find((one) => one !== undefined);
	if (!found?.[1]) return undefined;
	return { variable: found[0], url: /^[a-z][a-z\d+.-]*:\/\//i.test(found[1]) ? found[1] : `http://${found[1]}` };
}

/** Where a proxy is, undefined if it is none that can be used: SOCKS, for one, is not spoken. */
export function parseProxy({ url }: ProxyRoute): URL | undefined {
	const parsed = URL.parse(url);
	return parsed && /^https?:$/.test(parsed.protocol) && parsed.hostname !== '' ? parsed : undefined;
}
