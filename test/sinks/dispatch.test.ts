import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Audience } from '../../source/core/privacy/audience.ts';
import type { SinkOrder } from '../../source/core/settings/delivery-mode.ts';
import { resolveHeaders } from '../../source/core/settings/sink-headers.ts';
import type { SinkSettings } from '../../source/core/settings/sinks.ts';
import { type DispatchTools, dispatchToSinks } from '../../source/sinks/dispatch.ts';
import { tryClaim } from '../../source/store/claims.ts';
import { type Database, inTransaction } from '../../source/store/database.ts';
import { hasPendingSnapshots, putSnapshot } from '../../source/store/live.ts';
import { listSinkResults, readTotals } from '../../source/store/sinks.ts';
import { unusedPort } from '../faults/http/server.ts';
import { startRawServer } from '../support/raw-server.ts';
import { temporaryFolder } from '../support/sandbox.ts';
import { NOW_MS, temporaryDatabase } from '../support/store.ts';
import { sampleSnapshot } from './batch.ts';

const FILE: SinkSettings = { kind: 'json-file', path: 'runs.jsonl' };

function createWorld(more: Partial<DispatchTools> = {}): {
	tools: DispatchTools;
	lines: () => readonly { runId: string }[];
} {
	const root = temporaryFolder();
	const tools: DispatchTools = {
		database: temporaryDatabase(root),
		root,
		userAgent: 'murmur8/0.0.0-test',
		printError: undefined,
		newInstance: randomUUID,
		remainingMs: () => 10_000,
		...more,
	};
	const path = join(root, 'runs.jsonl');
	const lines = () =>
		existsSync(path)
			? readFileSync(path, 'utf8')
					.trimEnd()
					.split('\n')
					.map((line) => JSON.parse(line) as { runId: string })
			: [];
	return { tools, lines };
}

function finish(database: Database, count: number, audience: Audience = 'on'): readonly string[] {
	return Array.from({ length: count }, (_, index) => {
		const snapshot = sampleSnapshot(NOW_MS + index, randomUUID());
		inTransaction(database, () => putSnapshot(database, { snapshot, sinkAudience: audience }));
		return snapshot.runId;
	});
}

const order = (sinks: readonly SinkSettings[], audience: Audience = 'on'): SinkOrder => ({
	sinks,
	sampling: 1,
	audience,
});

test('every run that waits goes to every sink once, in the order in which they ended', async () => {
	const { tools, lines } = createWorld();
	const runIds = finish(tools.database, 3);
	expect(await dispatchToSinks(tools, order([FILE]))).toEqual({ batches: 3, failures: 0 });
	expect(lines().map(({ runId }) => runId)).toEqual(runIds);
	expect(await dispatchToSinks(tools, order([FILE]))).toEqual({ batches: 0, failures: 0 });
	expect(listSinkResults(tools.database)).toMatchObject([
		{ sink: '1 json-file', sent: 3, failed: 0, lastError: undefined },
	]);
	const totals = readTotals(tools.database);
	expect(totals?.series.find(({ name }) => name === 'murmur8.run.total')).toMatchObject({ value: 3, count: 3 });
});

describe('a sink that fails is counted and changes nothing for the others', () => {
	const silent = async () => new URL((await startRawServer(() => {})).url).host;
	const refusing = async () => {
		const server = await startRawServer(
			(socket) =>
				void socket.on('data', () => socket.end('HTTP/1.1 500 No\r\ncontent-length: 0\r\nconnection: close\r\n\r\n')),
		);
		return new URL(server.url).host;
	};
	const dead = async () => `127.0.0.1:${await unusedPort()}`;

	test.each<[string, () => Promise<SinkSettings>, RegExp]>([
		['dead otlp', async () => ({ kind: 'otlp', endpoint: `http://${await dead()}` }), /ECONNREFUSED/],
		['silent otlp', async () => ({ kind: 'otlp', endpoint: `http://${await silent()}` }), /no answer in time/],
		['refusing otlp', async () => ({ kind: 'otlp', endpoint: `http://${await refusing()}` }), /answered 500/],
		['dead Pushgateway', async () => ({ kind: 'prometheus', pushgateway: `http://${await dead()}` }), /ECONNREFUSED/],
		[
			'refusing Pushgateway',
			async () => ({ kind: 'prometheus', pushgateway: `http://${await refusing()}` }),
			/answered 500/,
		],
		['silent agent', async () => ({ kind: 'cloudwatch', namespace: 'a', endpoint: await silent() }), /out of time/],
		['dead agent', async () => ({ kind: 'cloudwatch', namespace: 'a', endpoint: await dead() }), /ECONNREFUSED/],
		['unwritable file', async () => ({ kind: 'json-file', path: '/proc/murmur8/none' }), /ENOENT/],
		['file in a file', async () => ({ kind: 'prometheus', textfile: '/dev/null' }), /not a regular file/],
		[
			'nameless statsd',
			async () => ({ kind: 'statsd', endpoint: 'nowhere.invalid:8125' }),
			/ENOTFOUND|EAI_AGAIN|out of time/,
		],
		[
			'otlp without its variable',
			async () => ({ kind: 'otlp', endpoint: 'http://127.0.0.1:1', headers: { a: 'env:NONE' } }),
			/NONE is not set/,
		],
	])('%s', async (_what, create, reason) => {
		let leftMs = 600;
		const endMs = performance.now() + leftMs;
		const { tools, lines } = createWorld({ remainingMs: () => (leftMs = endMs - performance.now()) });
		const runIds = finish(tools.database, 1);
		const failing = await create();
		expect(await dispatchToSinks(tools, order([failing, FILE]))).toMatchObject({ failures: 1 });
		expect(lines().map(({ runId }) => runId)).toEqual(runIds);
		const [failed, well] = listSinkResults(tools.database);
		expect(failed).toMatchObject({ kind: failing.kind, sent: 0, failed: 1, lastError: expect.stringMatching(reason) });
		expect(well).toMatchObject({ sent: 1, failed: 0 });
	});

	test('once it has failed the rest of the pass goes without it', async () => {
		const { tools, lines } = createWorld();
		finish(tools.database, 5);
		const endpoint = `http://${await refusing()}`;
		expect(await dispatchToSinks(tools, order([{ kind: 'otlp', endpoint }, FILE]))).toEqual({
			batches: 5,
			failures: 5,
		});
		expect(lines()).toHaveLength(5);
		expect(listSinkResults(tools.database)[0]).toMatchObject({ failed: 5, lastError: 'left out after it failed' });
	});
});

describe('audiences', () => {
	test.each<[Audience, Audience, readonly string[] | undefined]>([
		['on', 'on', ['operator', 'points', 'runId', 'spans', 'timestampMs', 'user']],
		['on', 'user-only', ['points', 'runId', 'timestampMs', 'user']],
		['user-only', 'on', ['points', 'runId', 'timestampMs', 'user']],
		['user-only', 'operator-only', undefined],
		['off', 'on', undefined],
	])('ended under %s, sent under %s', async (then, now, keys) => {
		const { tools, lines } = createWorld();
		finish(tools.database, 1, then);
		await dispatchToSinks(tools, order([FILE], now));
		expect(lines().map((line) => Object.keys(line).toSorted())).toEqual(keys === undefined ? [] : [keys]);
		expect(hasPendingSnapshots(tools.database)).toBe(false);
		if (keys === undefined) expect(readTotals(tools.database)).toBeUndefined();
	});

	test('what was withheld once is in no sum that leaves later', async () => {
		const { tools } = createWorld();
		finish(tools.database, 2, 'user-only');
		finish(tools.database, 1, 'on');
		await dispatchToSinks(tools, order([FILE]));
		const series = readTotals(tools.database)?.series ?? [];
		expect(series.find(({ name }) => name === 'murmur8.run.total')?.value).toBe(3);
		expect(series.find(({ name }) => name === 'murmur8.outbox.dropped_total')?.value).toBe(1);
	});
});

test('one process at a time; the next one finds what this one left', async () => {
	const { tools, lines } = createWorld();
	finish(tools.database, 1);
	const claim = tryClaim(tools.database, 'sinks', Date.now(), 60_000);
	expect(await dispatchToSinks(tools, order([FILE]))).toBeUndefined();
	claim?.release();
	await dispatchToSinks(tools, order([FILE]));
	expect(lines()).toHaveLength(1);
});

test('without time nothing is taken', async () => {
	const { tools } = createWorld({ remainingMs: () => 0 });
	finish(tools.database, 1);
	expect(await dispatchToSinks(tools, order([FILE]))).toEqual({ batches: 0, failures: 0 });
	expect(hasPendingSnapshots(tools.database)).toBe(true);
});

test('a printing sink is left out where nobody hears', async () => {
	const { tools } = createWorld();
	finish(tools.database, 1);
	await dispatchToSinks(tools, order([{ kind: 'stderr' }, FILE]));
	expect(listSinkResults(tools.database).map(({ sink }) => sink)).toEqual(['2 json-file']);
});

test('headers get what their variables hold', () => {
	const sinks: readonly SinkSettings[] = [
		{ kind: 'otlp', endpoint: 'http://x', headers: { a: 'env:TOKEN', b: 'plain', c: 'env:NONE', d: 'env:EMPTY' } },
		{ kind: 'stderr' },
	];
	expect(resolveHeaders(sinks, { TOKEN: 't', EMPTY: '' })).toEqual([
		{ kind: 'otlp', endpoint: 'http://x', headers: { a: 't', b: 'plain', c: 'env:NONE', d: 'env:EMPTY' } },
		{ kind: 'stderr' },
	]);
});
