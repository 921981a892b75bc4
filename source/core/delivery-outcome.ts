/** What came of one attempt to send. */
export type Outcome =
	| { readonly kind: 'delivered'; readonly statusCode: number; readonly remoteId?: string | undefined }
	| {
			readonly kind: 'transient';
			readonly statusCode?: number | undefined;
			readonly reason: string;
			readonly retryAfterMs?: number | undefined;
	  }
	| { readonly kind: 'configuration'; readonly statusCode?: number | undefined; readonly reason: string }
	| { readonly kind: 'rejected'; readonly statusCode?: number | undefined; readonly reason: string };

export type OutcomeKind = Outcome['kind'];

/** Statuses that pass with time: the event is kept and tried again. */
const TRANSIENT_STATUSES: ReadonlySet<number> = new Set([
	408, 425, 429, 500, 502, 503, 504, 507, 520, 521, 522, 523, 524,
]);

/** Statuses that someone must mend (key, address, proxy): everything is kept, this pass stops. */
const CONFIGURATION_STATUSES: ReadonlySet<number> = new Set([401, 403, 404, 405, 407, 501, 505]);

/** The table of storage-and-delivery.md section 2. 409 is ours: the receiver has this `Idempotency-Key` already. */
export function classifyStatus(statusCode: number): OutcomeKind {
	if ((statusCode >= 200 && statusCode < 300) || statusCode === 409) return 'delivered';
	if (TRANSIENT_STATUSES.has(statusCode)) return 'transient';
	if (CONFIGURATION_STATUSES.has(statusCode) || (statusCode >= 300 && statusCode < 400)) return 'configuration';
	if (statusCode >= 400 && statusCode < 500) return 'rejected';
	return 'transient';
}

/** Codes of Node, words of Deno (rustls). */
const TLS_ERROR =
	/^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|UNABLE_TO_|SELF_SIGNED|HOSTNAME_MISMATCH|EPROTO)|certificate|UnknownIssuer|fatal alert|corrupt message|PeerIncompatible/i;

/** A failure below HTTP: TLS needs someone to mend it, everything else passes with time. */
export function classifyConnectionError(code: string): OutcomeKind {
	return TLS_ERROR.test(code) ? 'configuration' : 'transient';
}

/** A proxy that lets nothing through: its trouble passes, its refusal must be mended. It can't reject an event. */
export function classifyTunnelStatus(statusCode: number): OutcomeKind {
	return classifyStatus(statusCode) === 'transient' ? 'transient' : 'configuration';
}

const SHORTEST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 3_600_000;

/**
 * Reads a `Retry-After` header, seconds or an HTTP date, clamped to 1 s – 1 h.
 * @param parseTime HTTP date to Unix milliseconds, NaN where it is none
 */
export function readRetryAfter(
	header: string | null,
	nowMs: number,
	parseTime: (text: string) => number,
): number | undefined {
	if (header === null || header.trim() === '') return undefined;
	const text = header.trim();
	// Parsers of times take nearly anything with a digit in it; a date of HTTP begins with the day of the week.
	const isDate = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? /i.test(text);
	if (!isDate && !/^-?\d{1,15}$/.test(text)) return undefined;
	const waitMs = isDate ? parseTime(text) - nowMs : Number(text) * 1_000;
	if (Number.isNaN(waitMs)) return undefined;
	return Math.min(Math.max(waitMs, SHORTEST_WAIT_MS), LONGEST_WAIT_MS);
}

/** Tries within one pass and their pauses: full jitter, so that many runners do not come back together. */
export const TRIES_PER_PASS = 3;
const BACKOFF_BASE_MS = 500;
const BACKOFF_CAP_MS = 8_000;

/** @param random 0 ≤ random < 1 */
export function backoffMs(failedTries: number, random: number): number {
	return Math.round(random * Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** failedTries));
}

export const MAX_ATTEMPTS = 25;
export const MAX_AGE_MS = 30 * 86_400_000;

/** Why an event is given up before another attempt, if it is. */
export function expiryReason(attempts: number, queuedAtMs: number, nowMs: number): string | undefined {
	if (attempts >= MAX_ATTEMPTS) return `given up after ${MAX_ATTEMPTS} attempts`;
	if (nowMs - queuedAtMs >= MAX_AGE_MS) return 'given up after 30 days';
	return undefined;
}

const REMOTE_ID = /^[\w-]{1,128}$/;

/** The id that a receiver gave the event, if it is one that may be kept. */
export function readRemoteId(body: unknown): string | undefined {
	if (typeof body !== 'object' || body === null || !('id' in body)) return undefined;
	return typeof body.id === 'string' && REMOTE_ID.test(body.id) ? body.id : undefined;
}

interface FieldError {
	readonly field?: unknown;
	readonly message?: unknown;
}

/** The receiver's own words out of an error body: `{errors:[{field,message}]}`, `{error}`, `{message}`, else the text. */
export function readErrorWords(text: string): string {
	let body: unknown;
	try {
		body = JSON.parse(text);
	} catch {
		return text;
	}
	if (typeof body !== 'object' || body === null) return text;
	const { errors, error, message } = body as { errors?: unknown; error?: unknown; message?: unknown };
	if (Array.isArray(errors)) {
		const words = (errors as readonly (FieldError | null)[]).map((item) =>
			[item?.field, item?.message].filter((part) => typeof part === 'string').join(': '),
		);
		if (words.some((word) => word !== '')) return words.filter((word) => word !== '').join('; ');
	}
	if (typeof error === 'string') return error;
	return typeof message === 'string' ? message : text;
}
