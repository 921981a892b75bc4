import { createHash, timingSafeEqual } from 'node:crypto';
import type { Refusal } from './refusal.ts';

/** The parts of a request that say who asks from where. */
export interface Visitor {
	readonly path: string;
	readonly header: (name: string) => string | undefined;
	/** The port that the connection came in by. */
	readonly port: number;
}

export interface GuardOptions {
	readonly isOwnHost: (host: string, port: number) => boolean;
	/** What has to be shown to see data; undefined where nothing has. */
	readonly token: string | undefined;
}

/** Addresses without data: the page itself, which then asks for a token. */
const PUBLIC_PATHS: ReadonlySet<string> = new Set(['/']);

const OTHER_HOST: Refusal = {
	status: 421,
	code: 'misdirected',
	message: 'this is another host than the request names',
};
const OTHER_SITE: Refusal = {
	status: 403,
	code: 'cross-site',
	message: 'requests of other sites are not answered',
};
const NO_TOKEN: Refusal = {
	status: 401,
	code: 'token',
	message: 'show the token: Authorization: Bearer …',
	headers: { 'www-authenticate': 'Bearer realm="murmur8"' },
};

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Of equal length whatever was given, so that the time tells nothing. */
const isSame = (one: string, other: string) => timingSafeEqual(digest(one), digest(other));

/** Whether a page of another origin makes the request. Following a link to the page is nobody else's reading. */
function isForeign({ path, header }: Visitor): boolean {
	const origin = header('origin');
	if (origin !== undefined && origin.toLowerCase() !== `http://${header('host')?.toLowerCase()}`) return true;
	const site = header('sec-fetch-site');
	if (site === undefined || site === 'same-origin' || site === 'none') return false;
	const isLink = header('sec-fetch-mode') === 'navigate' && header('sec-fetch-dest') === 'document';
	return !(isLink && PUBLIC_PATHS.has(path));
}

/** Who is let in. @returns why not, or undefined */
export function createGuard({ isOwnHost, token }: GuardOptions): (visitor: Visitor) => Refusal | undefined {
	return (visitor) => {
		const { path, header, port } = visitor;
		if (!isOwnHost(header('host') ?? '', port)) return OTHER_HOST;
		if (isForeign(visitor)) return OTHER_SITE;
		if (token === undefined || PUBLIC_PATHS.has(path)) return undefined;
		const [, shown] = /^Bearer +([\u0021-\u007e]+)$/i.exec(header('authorization') ?? '') ?? [];
		return shown !== undefined && isSame(shown, token) ? undefined : NO_TOKEN;
	};
}
