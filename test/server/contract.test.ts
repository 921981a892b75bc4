import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, onTestFinished, test } from 'vitest';
import { DATABASE_FILE } from '../../source/adapters/paths.ts';
import { ENDPOINTS } from '../../source/core/api/endpoints.ts';
import { EVENTS_PATH, METRICS_PATH, OPENAPI_PATH, openApiDocument } from '../../source/core/api/openapi.ts';
import { LIVE_CHOICES } from '../../source/core/live/query.ts';
import { buildSnapshot } from '../../source/core/metrics/build-snapshot.ts';
import { measureRun } from '../../source/core/metrics/measured-run.ts';
import { AUDIENCES, type Audience } from '../../source/core/privacy/audience.ts';
import { type DataClass, isPermitted } from '../../source/core/privacy/field.ts';
import { serveDemonstration } from '../../source/server/demo-source.ts';
import { createViewMaker } from '../../source/server/make-view.ts';
import type { ViewSource } from '../../source/server/source.ts';
import { concludeRun } from '../../source/store/conclude.ts';
import { inTransaction, openDatabase } from '../../source/store/database.ts';
import { logDelivery } from '../../source/store/deliveries.ts';
import { insertRun, putStage, updateRun } from '../../source/store/runs.ts';
import { temporaryFolder } from '../support/sandbox.ts';
import { appOver, settingsOf, sourceOf } from '../support/served.ts';
import { emptyFacts } from '../support/served-facts.ts';
import { sampleRun, sampleStage } from '../support/store.ts';

interface Operation {
	readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: { enum?: string[] } }[];
	readonly responses: Readonly<Record<string, { readonly content: Readonly<Record<string, { schema: object }>> }>>;
}

const document = openApiDocument() as { readonly paths: Readonly<Record<string, { readonly get: Operation }>> };
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });

function schemaOf(path: string, status: number): object {
	const found = document.paths[path]?.get.responses[String(status)]?.content['application/json']?.schema;
	if (!found) throw new Error(`${path} does not say what ${status} is`);
	return found;
}

function expectValid(path: string, status: number, body: unknown): void {
	const validate = ajv.compile(schemaOf(path, status));
	validate(body);
	expect(validate.errors ?? [], JSON.stringify(body).slice(0, 2_000)).toEqual([]);
}

const RUN_ID = '11111111-1111-4111-8111-111111111111';
const COMMIT = 'c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00';
const SECRET_URL = 'https://ingest.example.com/canary-endpoint';

/** A datum of each class in every place that the server reads. */
const CANARIES: readonly (readonly [text: string, dataClass: DataClass])[] = [
	['canary-slug', 'user'],
	['canary-issue', 'user'],
	['sha256-canary', 'user'],
	[COMMIT, 'operator'],
	['canary-recorder', 'operator'],
	['canary-endpoint', 'operator'],
	['canary-reason', 'operator'],
];

const environmentOf = (audience: Audience) => ({
	MURMUR8_TELEMETRY_AUDIENCE: audience,
	MURMUR8_TELEMETRY_URL: SECRET_URL,
	MURMUR8_TELEMETRY_KEY: 'canary-key',
});

/** A project with a finished run, one whose feedback stays at home, one in progress, and its delivery. */
function liveSource(audience: Audience): ViewSource {
	const root = temporaryFolder();
	const database = openDatabase(join(root, DATABASE_FILE));
	const nowMs = Date.now();
	const feedback = { rating: 2, issues: ['canary-issue'], recommendation: 'proceed' as const };
	const silent = { rating: 1, issues: ['canary-kept-home'], recommendation: 'revise' as const };
	inTransaction(database, () => {
		const record = (runId: string, feedbackWithheld: boolean) => {
			const stage = sampleStage('alex', { feedback: feedbackWithheld ? silent : feedback, cost: 12_000_000_000n });
			const begun = sampleRun({ runId, slug: 'canary-slug', startedAtMs: nowMs - 60_000, feedbackWithheld });
			const ended = {
				...begun,
				status: 'failed',
				completedAtMs: nowMs,
				failedStage: 'alex',
				commitHash: COMMIT,
			} as const;
			const run = { ...ended, stages: [stage] };
			insertRun(database, begun, root);
			putStage(database, runId, stage);
			updateRun(database, run);
			concludeRun(database, {
				run: measureRun(run),
				producer: { kind: 'own', recorder: 'canary-recorder', ci: undefined },
				observation: {
					stages: ['alex'],
					failures: [{ fingerprint: 'sha256-canary', stage: 'alex', severity: 'error', count: 2 }],
				},
				sinks: undefined,
			});
		};
		record(RUN_ID, false);
		record('22222222-2222-4222-8222-222222222222', true);
		insertRun(database, sampleRun({ slug: 'canary-slug', startedAtMs: nowMs }), root);
		logDelivery(database, {
			runId: RUN_ID,
			result: 'transient',
			statusCode: 503,
			reason: 'canary-reason',
			durationMs: 12,
			atMs: nowMs,
		});
	});
	database.close();
	return sourceOf(root, () => settingsOf(environmentOf(audience)));
}

const SOURCES: Readonly<Record<string, (audience: Audience) => ViewSource>> = {
	empty: (audience) => sourceOf(temporaryFolder(), () => settingsOf(environmentOf(audience))),
	seeded: (audience) =>
		serveDemonstration(settingsOf(environmentOf(audience)), createViewMaker('id', '1.2.3'), Date.now()),
	live: liveSource,
};

function open(kind: string, audience: Audience) {
	const source = SOURCES[kind]?.(audience);
	if (!source) throw new Error(kind);
	onTestFinished(() => source.close());
	return appOver(source);
}

const NO_PARAMETERS = [METRICS_PATH, OPENAPI_PATH, EVENTS_PATH, '/'];
const JSON_PATHS = Object.keys(document.paths).filter((path) => !NO_PARAMETERS.includes(path));
const addressOf = (path: string) => path.replace('{runId}', RUN_ID);

/** Every value of every parameter that has choices, and one of each other. */
function queriesOf(path: string): readonly string[] {
	const parameters = document.paths[path]?.get.parameters?.filter((parameter) => parameter.in === 'query') ?? [];
	const samples: Readonly<Record<string, string[]>> = {
		metric: ['murmur8.run.*', 'none'],
		feature: ['canary-slug', 'nobody'],
		limit: ['1', '1000'],
		cursor: ['0.0', '99999999999999.3'],
	};
	return [
		'',
		...parameters.flatMap(({ name, schema }) => (schema.enum ?? samples[name] ?? []).map((v) => `?${name}=${v}`)),
	];
}

test('the document lists the table and what has no JSON', () => {
	const listed = Object.keys(document.paths).map((path) => path.replaceAll(/\{(\w+)\}/g, ':$1'));
	expect(listed.sort()).toEqual([...ENDPOINTS.map(({ path }) => path), METRICS_PATH, EVENTS_PATH, OPENAPI_PATH].sort());
	expect(LIVE_CHOICES.window).toContain('7d');
});

describe.each(AUDIENCES)('audience %s', (audience) => {
	describe.each(Object.keys(SOURCES))('%s', (kind) => {
		const expected = audience === 'off' ? 'empty' : kind;

		test('every endpoint answers as its description says, from the source that there is', async () => {
			const { ask } = open(kind, audience);
			for (const path of JSON_PATHS) {
				for (const query of queriesOf(path)) {
					const response = await ask(`${addressOf(path)}${query}`);
					const body: unknown = await response.json();
					const isMissing = path.includes('{runId}') && (audience === 'off' || kind !== 'live');
					expect(response.status, path + query).toBe(isMissing ? 404 : 200);
					expectValid(path, response.status, body);
					expect((body as { source: string }).source).toBe(expected);
					expect(response.headers.get('murmur8-source')).toBe(expected);
				}
			}
		});

		test('the others say where they have it from, too', async () => {
			const { ask } = open(kind, audience);
			for (const path of [METRICS_PATH, OPENAPI_PATH, EVENTS_PATH, '/']) {
				const response = await ask(path);
				expect(response.status).toBe(200);
				expect(response.headers.get('murmur8-source')).toBe(expected);
				if (path === EVENTS_PATH) await response.body?.cancel();
			}
			const text = await (await ask(METRICS_PATH)).text();
			expect(text.includes('these runs never happened')).toBe(expected === 'seeded');
			expect(text.includes('murmur8_run_total')).toBe(expected !== 'empty' && isPermitted({ class: 'user' }, audience));
			expect(text.includes('murmur8_outbox_depth')).toBe(
				expected !== 'empty' && isPermitted({ class: 'operator' }, audience),
			);
		});
	});

	test('shows exactly the classes of data that it permits, and neither a key nor feedback that stays at home', async () => {
		const { ask } = open('live', audience);
		const paths = [...JSON_PATHS.map(addressOf), METRICS_PATH];
		const texts = await Promise.all(paths.map(async (path) => (await ask(path)).text()));
		const all = texts.join('\n');
		const seen = CANARIES.filter(([canary]) => all.includes(canary)).map(([canary]) => canary);
		expect(seen).toEqual(
			CANARIES.filter(([, dataClass]) => isPermitted({ class: dataClass }, audience)).map(([canary]) => canary),
		);
		expect(all).not.toContain('canary-key');
		expect(all).not.toContain('canary-kept-home');
	});

	test('finds nothing by what it withholds', async () => {
		const { ask } = open('live', audience);
		const found = async (path: string, member: string) => {
			const body = (await (await ask(path)).json()) as Readonly<Record<string, unknown[]>>;
			return body[member]?.length;
		};
		const isSeen = isPermitted({ class: 'user' }, audience);
		expect(await found('/api/v1/runs?feature=canary-slug', 'runs')).toBe(isSeen ? 2 : 0);
		expect(await found('/api/v1/runs?status=failed', 'runs')).toBe(isSeen ? 2 : 0);
		expect(await found('/api/v1/runs?stage=alex', 'runs')).toBe(isSeen ? 2 : 0);
		expect(await found('/api/v1/metrics/history?feature=canary-slug', 'snapshots')).toBe(isSeen ? 2 : 0);
		expect(await found('/api/v1/metrics/history?status=failed', 'snapshots')).toBe(isSeen ? 2 : 0);
		const depth = '/api/v1/metrics/history?metric=murmur8.outbox.*';
		expect(await found(depth, 'snapshots')).toBe(isPermitted({ class: 'operator' }, audience) ? 2 : 0);
	});
});

test('snapshots with whatever another program measured keep to the description', async () => {
	const run = { ...measureRun(sampleRun({ status: 'success', completedAtMs: Date.now() })) };
	const foreign = [{ name: '<img src=x>', value: 1, labels: { a: 'b' }, timestampMs: 1, isForeign: true as const }];
	const makeView = createViewMaker('id', '1');
	const view = makeView(
		{
			...emptyFacts(settingsOf({ MURMUR8_TELEMETRY_AUDIENCE: 'on' })),
			live: { source: 'live', snapshots: [buildSnapshot({ run, foreign })] },
			items: [
				{ identity: 'x', sortMs: 5, isOwn: false, entry: { slug: 7, stages: [null, { name: 'a' }], status: null } },
			],
			isTruncated: true,
		},
		Date.now(),
	);
	const { ask } = appOver({
		current: () => ({ view, isStale: false }),
		last: () => view,
		follow: () => {},
		close: () => {},
	});
	for (const path of JSON_PATHS.filter((each) => !each.includes('{'))) {
		expectValid(path, 200, await (await ask(path)).json());
	}
	expect(await (await ask(METRICS_PATH)).text()).not.toContain('<img');
});
