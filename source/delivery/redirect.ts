/** Twice: once for a trailing slash, once for whatever stands behind it. */
export const MOST_REDIRECTS = 2;

/** Only these two keep method and body. */
const KEEPING: ReadonlySet<number> = new Set([307, 308]);

export const isRedirect = (statusCode: number): boolean => statusCode >= 300 && statusCode < 400;

const targetOf = (url: string, location: string | null): URL | undefined =>
	location === null ? undefined : (URL.parse(location, url) ?? undefined);

/**
 * Where a redirected event may be sent instead: nowhere but on the same https origin, so that neither key nor event
 * can be led elsewhere.
 */
export function followable(url: string, response: Response): string | undefined {
	if (!KEEPING.has(response.status)) return undefined;
	const target = targetOf(url, response.headers.get('location'));
	const { protocol, origin } = new URL(url);
	const isSame = protocol === 'https:' && target?.origin === origin && target.username + target.password === '';
	return isSame ? target.href : undefined;
}

/** A redirect in words: the origin that it leads to, without path and query, which may hold anything. */
export function describeRedirect(url: string, response: Response): string {
	const location = response.headers.get('location');
	if (location === null) return `HTTP ${response.status}`;
	const target = targetOf(url, location);
	if (!target) return `HTTP ${response.status} to an address that is none`;
	const origin = target.origin === 'null' ? target.protocol : target.origin;
	return `HTTP ${response.status} redirects to ${origin}`;
}
