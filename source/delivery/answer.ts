import { nowMs } from '../adapters/clock.ts';
import {
	classifyStatus,
	type Outcome,
	readErrorWords,
	readRemoteId,
	readRetryAfter,
} from '../core/delivery-outcome.ts';
import { toPrintableLine } from '../core/text.ts';
import { LONGEST_REASON, PROXY_WANTS_CREDENTIALS } from './failure.ts';
import { describeRedirect, isRedirect } from './redirect.ts';

/** A receiver's answer is an id or an error; more than this is not read. */
const LARGEST_ANSWER = 65_536;

/** Reads at most `LARGEST_ANSWER` bytes, then drops the connection. What came coded, unasked, is not decoded. */
export async function readText(response: Response): Promise<string> {
	if (!response.body) return '';
	const reader = response.body.getReader();
	const chunks: Uint8Array[] = [];
	let size = 0;
	while (size < LARGEST_ANSWER) {
		const { done, value } = await reader.read();
		if (done) break;
		chunks.push(value);
		size += value.length;
	}
	reader.cancel().catch(() => {});
	if ((response.headers.get('content-encoding') ?? 'identity') !== 'identity') return '';
	return Buffer.concat(chunks).subarray(0, LARGEST_ANSWER).toString('utf8');
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/**
 * The receiver's words made fit to store and show; the key is taken out, should the receiver have echoed it. It is
 * looked for in the printable words: a control sequence inside it would hide it until it is stripped.
 */
function safeWords(text: string, key: string | undefined): string {
	const words = toPrintableLine(text, LARGEST_ANSWER);
	return toPrintableLine(key === undefined ? words : words.replaceAll(key, '****'), LONGEST_REASON);
}

function reasonFrom(url: string, response: Response, text: string, key: string | undefined): string {
	const { status } = response;
	if (status === 407) return PROXY_WANTS_CREDENTIALS;
	// A host is written in small letters, wherever it was taken from.
	if (isRedirect(status)) return safeWords(describeRedirect(url, response), key?.toLowerCase());
	return safeWords(readErrorWords(text), key) || `HTTP ${status}`;
}

/** What an answer means for the event. @param url where it came from */
export function outcomeOf(url: string, response: Response, text: string, key: string | undefined): Outcome {
	const { status } = response;
	const kind = classifyStatus(status);
	if (kind === 'delivered') return { kind, statusCode: status, remoteId: readRemoteId(parseJson(text)) };
	const reason = reasonFrom(url, response, text, key);
	if (kind !== 'transient') return { kind, statusCode: status, reason };
	const retryAfterMs = readRetryAfter(response.headers.get('retry-after'), nowMs(), Date.parse);
	return { kind, statusCode: status, reason, retryAfterMs };
}
