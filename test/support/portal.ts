import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/**
 * The receiver of contracts.md section 3, written from that text and not from the program's own rules, so that a
 * mistake in those shows.
 */
export interface Received {
	readonly method: string;
	readonly url: string;
	readonly headers: IncomingHttpHeaders;
	readonly raw: Buffer;
	// biome-ignore lint/suspicious/noExplicitAny: tests look into a body of any shape
	readonly body: any;
	readonly status: number;
}

/** What the portal does with a request: its own rules, a fixed answer, or no answer at all. */
export type Behaviour =
	| 'portal'
	| 'silent'
	| { readonly status: number; readonly body?: string; readonly headers?: Record<string, string> };

export interface Portal {
	readonly url: string;
	readonly key: string;
	readonly requests: readonly Received[];
	readonly accepted: () => readonly Received[];
	behaviour: Behaviour;
	/** How long it takes to answer. */
	delayMs: number;
	/** Answers that go before the portal's own, by what was sent; undefined where its own rules hold. */
	// biome-ignore lint/suspicious/noExplicitAny: see Received
	refuse: ((body: any) => { readonly status: number; readonly body: string } | undefined) | undefined;
	/** Resolves when `holds` is true of all requests so far; looked at after each. */
	readonly until: (holds: (requests: readonly Received[]) => boolean) => Promise<void>;
	readonly stop: () => Promise<void>;
	readonly restart: () => Promise<void>;
}

export const createKey = () => `mm8_${randomBytes(32).toString('hex')}`;

const isString = (value: unknown) => typeof value === 'string';
const isBlank = (value: unknown) => !isString(value) || String(value).trim() === '';

// biome-ignore lint/suspicious/noExplicitAny: see Received
function refusals(body: any): { field: string; message: string }[] {
	const errors: { field: string; message: string }[] = [];
	const refuse = (field: string, message: string) => errors.push({ field, message });
	if (typeof body !== 'object' || body === null || Array.isArray(body)) {
		return [{ field: 'body', message: 'Request body must be a JSON object' }];
	}
	if (isBlank(body.slug)) refuse('slug', 'slug is required and must be a non-empty string');
	if (!['success', 'failed', 'paused'].includes(body.status)) refuse('status', 'status is required');
	if (body.type !== undefined && !['feature', 'refinement'].includes(body.type)) refuse('type', 'type is unknown');
	if (isBlank(body.startedAt)) refuse('startedAt', 'startedAt is required');
	if (isBlank(body.completedAt)) refuse('completedAt', 'completedAt is required');
	if (!Number.isInteger(body.totalDurationMs) || body.totalDurationMs < 0) {
		refuse('totalDurationMs', 'totalDurationMs is required and must be a non-negative integer');
	}
	if (typeof body.stages !== 'object' || body.stages === null || Array.isArray(body.stages)) {
		refuse('stages', 'stages is required and must be a plain object');
	}
	for (const field of ['gitHubUser', 'repoName']) {
		if (body[field] !== undefined && body[field] !== null && isBlank(body[field])) refuse(field, 'must not be blank');
	}
	if (body.featureSpec !== undefined && !isString(body.featureSpec)) refuse('featureSpec', 'must be a string');
	const { stories } = body;
	if (stories !== undefined) {
		const areStories =
			Array.isArray(stories) && stories.every((story) => isString(story?.title) && isString(story?.content));
		if (!areStories) refuse('stories', 'must be an array');
	}
	return errors;
}

function hasUnstorableText(value: unknown): boolean {
	if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed();
	if (typeof value !== 'object' || value === null) return false;
	return Object.entries(value).some(([key, item]) => hasUnstorableText(key) || hasUnstorableText(item));
}

/** What makes the portal's database throw, which it answers with 500. */
// biome-ignore lint/suspicious/noExplicitAny: see Received
function breaksDatabase(body: any, issuedIds: ReadonlySet<string>): boolean {
	return (
		Number.isNaN(Date.parse(body.startedAt)) ||
		Number.isNaN(Date.parse(body.completedAt)) ||
		body.totalDurationMs >= 2 ** 31 ||
		hasUnstorableText(body) ||
		[body.commitHash, body.failedStage].some((value) => value !== undefined && value !== null && !isString(value)) ||
		(body.parentRunId !== undefined && body.parentRunId !== null && !issuedIds.has(body.parentRunId))
	);
}

export async function startPortal(): Promise<Portal> {
	const key = createKey();
	const keyDigest = createHash('sha256').update(key).digest('hex');
	const requests: Received[] = [];
	const issuedIds = new Set<string>();
	const listeners = new Set<() => void>();
	const portal: Pick<Portal, 'behaviour' | 'refuse' | 'delayMs'> = {
		behaviour: 'portal',
		refuse: undefined,
		delayMs: 0,
	};

	function decide(
		raw: Buffer,
		headers: IncomingHttpHeaders,
	): { status: number; body: string; extra?: Record<string, string> } {
		const { behaviour } = portal;
		if (typeof behaviour === 'object') {
			return {
				status: behaviour.status,
				body: behaviour.body ?? '{}',
				...(behaviour.headers && { extra: behaviour.headers }),
			};
		}
		const given = /^Bearer (.*)$/.exec(headers.authorization ?? '')?.[1] ?? '';
		if (createHash('sha256').update(given).digest('hex') !== keyDigest) {
			return { status: 401, body: '{"error":"Unauthorized"}' };
		}
		let body: unknown;
		try {
			body = JSON.parse(raw.toString('utf8'));
		} catch {
			return { status: 422, body: '{"errors":[{"field":"body","message":"Request body must be valid JSON"}]}' };
		}
		const refusal = portal.refuse?.(body);
		if (refusal) return refusal;
		const errors = refusals(body);
		if (errors.length > 0) return { status: 422, body: JSON.stringify({ errors }) };
		if (breaksDatabase(body, issuedIds)) return { status: 500, body: '{"error":"Internal server error"}' };
		const id = `run_${requests.length + 1}`;
		issuedIds.add(id);
		return { status: 201, body: JSON.stringify({ id }) };
	}

	function take(
		method: string,
		url: string,
		headers: IncomingHttpHeaders,
		raw: Buffer,
		response: ServerResponse,
	): void {
		const silent = portal.behaviour === 'silent';
		const { status, body, extra = {} } = silent ? { status: 0, body: '' } : decide(raw, headers);
		let parsed: unknown;
		try {
			parsed = JSON.parse(raw.toString('utf8'));
		} catch {
			parsed = undefined;
		}
		requests.push({ method, url, headers, raw, body: parsed, status });
		const answer = () => response.writeHead(status, { 'content-type': 'application/json', ...extra }).end(body);
		if (!silent && portal.delayMs > 0) setTimeout(answer, portal.delayMs);
		else if (!silent) answer();
		for (const listener of listeners) listener();
	}

	let server: Server;
	const listen = (port: number) =>
		new Promise<number>((resolve, reject) => {
			server = createServer((request, response) => {
				const chunks: Buffer[] = [];
				request.on('error', () => {});
				request.on('data', (chunk: Buffer) => chunks.push(chunk));
				request.on('end', () =>
					take(request.method ?? '', request.url ?? '', request.headers, Buffer.concat(chunks), response),
				);
			});
			server.once('error', reject);
			server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
		});
	const stop = () =>
		new Promise<void>((resolve) => {
			server.close(() => resolve());
			server.closeAllConnections();
		});
	const port = await listen(0);
	onTestFinished(stop);
	return Object.assign(portal, {
		url: `http://127.0.0.1:${port}/api/telemetry`,
		key,
		requests,
		accepted: () => requests.filter(({ status }) => status === 201),
		until: (holds: (requests: readonly Received[]) => boolean) =>
			new Promise<void>((resolve) => {
				const look = () => {
					if (!holds(requests)) return;
					listeners.delete(look);
					resolve();
				};
				listeners.add(look);
				look();
			}),
		stop,
		restart: async () => {
			await listen(port);
		},
	});
}
