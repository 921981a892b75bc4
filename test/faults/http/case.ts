import type { OutcomeKind } from '../../../source/core/delivery-outcome.ts';
import type { Serve } from './server.ts';

const DEADLINE = /^no answer within \d+ ms$/;
export const CONNECT_LIMIT = /^no connection within \d+ ms( \(proxy .*\))?$/;

export interface Expected {
	readonly kind: OutcomeKind | readonly OutcomeKind[];
	readonly status?: number;
	readonly hasAnswer: boolean;
	readonly reason?: RegExp;
	readonly retryAfterMs?: number | undefined;
	readonly remoteId?: string | undefined;
	/** What ends it: the deadline, or the limit to connect. Everything else ends by itself, long before. */
	readonly abortedBy?: 'deadline' | 'connect limit';
	/** How often the event came whole at the receiver; looked at where it is given. */
	readonly requests?: number;
	/** Connections that the proxy got; looked at where it is given. */
	readonly proxyConnections?: number;
}

/** Which certificate a server shows. Only `trusted` is of an authority that the client knows. */
export type CertificateName = 'trusted' | 'unknown' | 'expired' | 'other host';

/** Ports of what listens; `other` is a second receiver, for being led astray to. */
export interface Ports {
	readonly receiver: number;
	readonly other: number;
	readonly proxy: number;
	readonly unused: number;
	/** Where nobody takes or refuses a connection; 0 unless the case has one. */
	readonly blackHole: number;
}

/** One line of the matrix. */
export interface FaultCase {
	readonly name: string;
	/** What the receiver does with a connection. It may name the ports of others. */
	readonly serve: (ports: Ports) => Serve;
	readonly tls?: CertificateName;
	readonly tlsOptions?: import('node:tls').TlsOptions;
	/** Where the receiver listens. */
	readonly host?: '127.0.0.1' | '::1';
	readonly hasBlackHole?: true;
	/** What is sent to; the receiver by default. */
	readonly url?: (ports: Ports) => string;
	/** What the proxy does with a connection; without it there is none. */
	readonly proxy?: (ports: Ports) => Serve;
	readonly proxyTls?: CertificateName;
	/** Variables that name proxies. */
	readonly environment?: (ports: Ports) => Readonly<Record<string, string>>;
	readonly bodyBytes?: number;
	/** Deno does not always notice it; there it may be the deadline that ends it. */
	readonly isHiddenFromDeno?: true;
	readonly expected: Expected;
}

/** A receiver of plain HTTP. */
export const plain = (name: string, serve: Serve, expected: Expected): FaultCase => ({
	name,
	serve: () => serve,
	expected,
});

/** No answer came; kept for later. */
export const TRANSIENT: Expected = { kind: 'transient', hasAnswer: false };
export const ABORTED: Expected = { ...TRANSIENT, reason: DEADLINE, abortedBy: 'deadline' };
export const delivered = (status: number, more: Partial<Expected> = {}): Expected => ({
	kind: 'delivered',
	status,
	hasAnswer: true,
	...more,
});
