import { classifyConnectionError, classifyTunnelStatus, type Outcome } from '../core/delivery-outcome.ts';
import { toPrintableLine } from '../core/text.ts';
import { ConnectionFailure, innermost } from './connection-failure.ts';

export const LONGEST_REASON = 300;
export const PROXY_WANTS_CREDENTIALS = 'a proxy wants credentials (HTTP 407)';

/** What it means that no answer came. */
export function failureOutcome(error: unknown): Outcome {
	const { proxy, statusCode } = error instanceof ConnectionFailure ? error : {};
	if (statusCode === 407) return { kind: 'configuration', statusCode, reason: PROXY_WANTS_CREDENTIALS };
	const { code, message } = innermost(error);
	const words = toPrintableLine(code ?? message, LONGEST_REASON);
	const kind = statusCode === undefined ? classifyConnectionError(words) : classifyTunnelStatus(statusCode);
	const reason = proxy === undefined ? words : toPrintableLine(`${words} (proxy ${proxy})`, LONGEST_REASON);
	return { kind: kind === 'configuration' ? kind : 'transient', reason };
}
