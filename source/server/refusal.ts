/** A request that is not answered, and why. */
export interface Refusal {
	readonly status: 400 | 401 | 403 | 404 | 405 | 421 | 500 | 503;
	/** One word for programs. */
	readonly code: string;
	readonly message: string;
	readonly headers?: Readonly<Record<string, string>>;
}

export const badRequest = (message: string): Refusal => ({ status: 400, code: 'bad-request', message });

export const NOT_FOUND: Refusal = {
	status: 404,
	code: 'not-found',
	message: 'there is nothing here; see /api/v1/openapi.json',
};

export const NO_SUCH_RUN: Refusal = { status: 404, code: 'not-found', message: 'there is no such run' };

export const METHOD_NOT_ALLOWED: Refusal = {
	status: 405,
	code: 'method-not-allowed',
	message: 'only GET and HEAD are answered: nothing can be changed here',
	headers: { allow: 'GET, HEAD' },
};

export const FAULT: Refusal = { status: 500, code: 'fault', message: 'this is a fault of murmur8' };

export const unavailable = (message: string): Refusal => ({
	status: 503,
	code: 'unavailable',
	message,
	headers: { 'retry-after': '1' },
});
