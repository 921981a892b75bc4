import type { Context } from 'hono';
import { Hono } from 'hono';
import { nowMs } from '../adapters/clock.ts';
import { ENDPOINTS, type Endpoint } from '../core/api/endpoints.ts';
import { EVENTS_PATH, METRICS_PATH, OPENAPI_PATH, openApiDocument } from '../core/api/openapi.ts';
import { readQuery } from '../core/api/parameters.ts';
import { headOf } from '../core/api/view.ts';
import { SEEDED_WORDS } from '../core/live/seeded-words.ts';
import { renderExposition } from '../sinks/exposition.ts';
import { createAnswerCache } from './answer-cache.ts';
import type { EventStreams } from './event-streams.ts';
import { createGuard, type GuardOptions } from './guards.ts';
import { type Page, pagePolicy, SECURITY_HEADERS, SOURCE_HEADER, STALE_HEADER } from './headers.ts';
import { badRequest, FAULT, METHOD_NOT_ALLOWED, NO_SUCH_RUN, NOT_FOUND, type Refusal, unavailable } from './refusal.ts';
import { type Served, Unavailable, type ViewSource } from './source.ts';

/** What the transport knows of a request beside its text. */
export interface Connection {
	/** The port that it came in by. */
	readonly port: number;
	/** Ends the connection at once. */
	readonly drop: () => void;
}

type AppContext = Context<{ Bindings: Connection }>;

export interface AppParts extends GuardOptions {
	readonly source: ViewSource;
	readonly streams: EventStreams;
	readonly page: Page;
	/** Details of faults, which the visitor does not get. */
	readonly debug: (text: string) => void;
}

const EXPOSITION_TYPE = 'text/plain; version=0.0.4; charset=utf-8';
const JSON_TYPE = 'application/json; charset=utf-8';

const headersOf = ({ view, isStale }: Served, type: string): Record<string, string> => ({
	...SECURITY_HEADERS,
	'content-type': type,
	[SOURCE_HEADER]: view.source,
	...(isStale ? { [STALE_HEADER]: 'true' } : {}),
});

/** The server without its sockets. Everything that is asked for is checked, read from one view, and answered from it. */
export function createApp({ source, streams, page, debug, ...guardOptions }: AppParts): Hono<{ Bindings: Connection }> {
	const app = new Hono<{ Bindings: Connection }>();
	const guard = createGuard(guardOptions);
	const cache = createAnswerCache();
	const openApi = JSON.stringify(openApiDocument());
	const policy = pagePolicy(page);

	const refuse = (context: AppContext, { status, code, message, headers }: Refusal) => {
		const from = source.last()?.source ?? 'empty';
		const all = { ...SECURITY_HEADERS, 'content-type': JSON_TYPE, [SOURCE_HEADER]: from, ...headers };
		return context.body(JSON.stringify({ source: from, error: { code, message } }), status, all);
	};
	/** Refuses whatever stands behind the `?` of an address that takes nothing there. */
	const withoutQuery = (context: AppContext, answer: () => Response | Promise<Response>) => {
		const read = readQuery(new URL(context.req.url).searchParams, []);
		return read.kind === 'problem' ? refuse(context, badRequest(read.message)) : answer();
	};

	app.use('*', async (context, next) => {
		const { path, method } = context.req;
		const header = (name: string) => context.req.header(name);
		const refusal = guard({ path, header, port: context.env.port });
		if (refusal) return refuse(context, refusal);
		// Before anything is routed: whether there is something under an address is nothing to tell to other methods.
		if (method !== 'GET' && method !== 'HEAD') return refuse(context, METHOD_NOT_ALLOWED);
		await next();
		return undefined;
	});

	const answer = (context: AppContext, endpoint: Endpoint) => {
		const { searchParams, search } = new URL(context.req.url);
		const read = readQuery(searchParams, endpoint.parameters);
		if (read.kind === 'problem') return refuse(context, badRequest(read.message));
		const served = source.current();
		const runId = context.req.param('runId') ?? '';
		const now = nowMs();
		const body = cache.get(served.view, `${context.req.path}${search}`, now, () => {
			const found = endpoint.read(served.view, { query: read.value, runId, nowMs: now });
			return found && JSON.stringify({ ...headOf(served.view), ...found });
		});
		if (body === undefined) return refuse(context, NO_SUCH_RUN);
		return context.body(body, 200, headersOf(served, JSON_TYPE));
	};
	for (const endpoint of ENDPOINTS) app.get(endpoint.path, (context) => answer(context, endpoint));

	app.get('/', (context) =>
		withoutQuery(context, () =>
			context.body(page.html, 200, {
				...SECURITY_HEADERS,
				'content-type': 'text/html; charset=utf-8',
				'content-security-policy': policy,
				[SOURCE_HEADER]: source.last()?.source ?? 'empty',
			}),
		),
	);
	app.get(METRICS_PATH, (context) =>
		withoutQuery(context, async () => {
			const served = source.current();
			const text = await renderExposition(served.view.totals);
			const words = served.view.source === 'seeded' ? `# ${SEEDED_WORDS}\n` : '';
			return context.body(words + text, 200, headersOf(served, EXPOSITION_TYPE));
		}),
	);
	app.get(OPENAPI_PATH, (context) =>
		withoutQuery(context, () => context.body(openApi, 200, headersOf(source.current(), JSON_TYPE))),
	);
	app.get(EVENTS_PATH, (context) =>
		withoutQuery(context, () => {
			const served = source.current();
			const headers = headersOf(served, 'text/event-stream; charset=utf-8');
			if (context.req.method === 'HEAD') return context.body(null, 200, headers);
			const stream = streams.open(served.view, context.req.header('last-event-id'), context.env.drop);
			if (!stream) return refuse(context, unavailable('too many event streams are open'));
			return context.body(stream, 200, headers);
		}),
	);
	app.notFound((context) => refuse(context, NOT_FOUND));
	app.onError((error, context) => {
		if (error instanceof Unavailable) {
			debug(error.message);
			return refuse(context, unavailable('the database can’t be read right now'));
		}
		debug(error.stack ?? error.message);
		return refuse(context, FAULT);
	});
	return app;
}
