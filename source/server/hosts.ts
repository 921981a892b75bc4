import { isIP } from 'node:net';

/** Where a server listens. */
export interface Binding {
	/** Addresses or a name; loopback where nobody said otherwise. */
	readonly hosts: readonly string[];
	/** 0: any that is free. */
	readonly port: number;
}

export const LOOPBACK_HOSTS: readonly string[] = ['127.0.0.1', '::1'];
const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];
const EVERYWHERE = ['0.0.0.0', '::'];

export const isLoopback = (host: string): boolean => LOOPBACK_HOSTS.includes(host) || host === 'localhost';

/** An address as it stands in a `Host` header. */
export const inHeader = (host: string): string => (isIP(host) === 6 ? `[${host}]` : host);

const isAddress = (name: string) => isIP(name.replace(/^\[(.*)\]$/, '$1')) > 0;

/**
 * Whether a `Host` header names this server. A page of another site that makes its own name lead here (DNS rebinding)
 * still says that name. What listens everywhere has as many names as the machine: there it takes any address, which
 * nobody can rebind, and the name of the machine.
 */
export function createHostCheck(hosts: readonly string[], machine: string): (host: string, port: number) => boolean {
	const isEverywhere = hosts.some((host) => EVERYWHERE.includes(host));
	const names = new Set([
		...(hosts.some(isLoopback) || isEverywhere ? LOOPBACK_NAMES : []),
		...hosts.map((host) => inHeader(host).toLowerCase()),
		...(isEverywhere ? [machine.toLowerCase()] : []),
	]);
	return (host, port) => {
		const [, name = '', given = '80'] = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?$/i.exec(host) ?? [];
		const isNamed = names.has(name.toLowerCase()) || (isEverywhere && isAddress(name));
		return isNamed && Number(given) === port;
	};
}
