/** The server wants a token, or another one. */
export class TokenWanted extends Error {}

const KEPT_AS = 'murmur8-token';

export const keepToken = (token: string): void => sessionStorage.setItem(KEPT_AS, token);

export function requestHeaders(): Record<string, string> {
	const token = sessionStorage.getItem(KEPT_AS);
	return token === null ? {} : { authorization: `Bearer ${token}` };
}

export type Filters = Readonly<Record<string, string>>;

/** Asks this server, and nobody else. @throws TokenWanted, or the server's words */
export async function ask(path: string, filters: Filters = {}): Promise<unknown> {
	const query = new URLSearchParams(filters).toString();
	const response = await fetch(query === '' ? path : `${path}?${query}`, { headers: requestHeaders() });
	if (response.status === 401) throw new TokenWanted();
	const body: unknown = await response.json();
	if (response.ok) return body;
	const { error } = body as { readonly error?: { readonly message?: string } };
	throw new Error(error?.message ?? `the server answered ${response.status}`);
}
