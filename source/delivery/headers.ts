export interface HeaderFacts {
	readonly key: string | undefined;
	readonly runId: string;
	/** Attempts before this one. */
	readonly retryCount: number;
	readonly userAgent: string;
}

/** The request's headers, in one place for sending and for `telemetry inspect`. */
export function requestHeaders(request: HeaderFacts): Record<string, string> {
	return {
		'content-type': 'application/json',
		'user-agent': request.userAgent,
		'idempotency-key': request.runId,
		...(request.retryCount > 0 ? { 'x-retry-count': String(request.retryCount) } : {}),
		'accept-encoding': 'identity',
		...(request.key === undefined ? {} : { authorization: `Bearer ${request.key}` }),
	};
}
