interface Details {
	readonly code: string | undefined;
	readonly message: string;
}

/** The innermost error that says something: several addresses of one host make one error of many. */
export function innermost(error: unknown): Details {
	for (let current = error, depth = 0; depth < 5; depth++) {
		const { cause, code, errors, message } = (current ?? {}) as Record<string, unknown>;
		const inner = cause ?? (Array.isArray(errors) ? errors[0] : undefined);
		if (inner !== undefined) current = inner;
		else {
			const words = typeof message === 'string' ? message : String(current);
			return { code: typeof code === 'string' ? code : undefined, message: words };
		}
	}
	return { code: undefined, message: 'unknown error' };
}

/** A connection that did not come about, and on which part of the way. */
export class ConnectionFailure extends Error {
	override readonly name = 'ConnectionFailure';
	readonly code: string | undefined;
	/** Host and port of the proxy that it failed at. */
	readonly proxy: string | undefined;
	/** What a proxy answered to the wish for a tunnel. */
	readonly statusCode: number | undefined;

	constructor(error: unknown, proxy?: string, statusCode?: number) {
		const { code, message } = typeof error === 'string' ? { code: undefined, message: error } : innermost(error);
		super(message);
		this.code = code;
		this.proxy = proxy;
		this.statusCode = statusCode ?? (error instanceof ConnectionFailure ? error.statusCode : undefined);
	}
}
