import { expect, test, vi } from 'vitest';
import { grafanaDashboard } from '../../source/core/dashboard/grafana.ts';
import { MACHINERY_PANELS, RUN_PANELS } from '../../source/core/dashboard/panels.ts';
import { METRIC_NAMES } from '../../source/core/metrics/registry.ts';
import { createOtlpSink } from '../../source/sinks/otlp.ts';
import { hasVictoria, startVictoria, type Victoria } from '../support/victoria.ts';
import { batchOf, INSTANCE, sampleSnapshot, tools } from './batch.ts';

const remainingMs = () => 5_000;

/** Two runs, one after the other, pushed as they end. */
async function feed({ endpoint, query }: Victoria, compression: 'gzip' | 'none'): Promise<void> {
	const sink = createOtlpSink({ kind: 'otlp', endpoint, compression, traces: 'off' }, tools());
	await sink.check(remainingMs);
	const endMs = Date.now();
	const snapshots = [sampleSnapshot(endMs - 120_000), sampleSnapshot(endMs - 1_000, undefined, 'success')];
	for (const count of [1, 2]) {
		await sink.deliver(await sink.render(batchOf(snapshots.slice(0, count), 'on')), remainingMs);
	}
	const runs = () => query('{__name__="murmur8.run.total","cicd.pipeline.result"="success"}');
	await vi.waitFor(async () => expect(await runs()).toMatchObject([[{}, '1']]), {
		timeout: 20_000,
		interval: 200,
	});
}

test.skipIf(!hasVictoria).each(['gzip', 'none'] as const)(
	'VictoriaMetrics gives back what it was sent (%s)',
	async (compression) => {
		const victoria = await startVictoria();
		await feed(victoria, compression);
		const { query } = victoria;
		expect(await query('{__name__="murmur8.run.duration_ms_sum"}')).toMatchObject([[{}, '120000']]);
		const tokens = '{__name__="murmur8.stage.tokens","cicd.pipeline.task.name"="alex","murmur8.direction"="input"}';
		expect(await query(tokens)).toMatchObject([[{}, '2400']]);
		expect(await query('{__name__="murmur8.outbox.depth"}')).toMatchObject([
			[{ 'service.instance.id': INSTANCE }, '3'],
		]);
	},
);

test.skipIf(!hasVictoria)('every query of the dashboard finds data', async () => {
	const victoria = await startVictoria();
	await feed(victoria, 'gzip');
	for (const { title, query } of [...RUN_PANELS, ...MACHINERY_PANELS]) {
		const rows = await victoria.query(query.replaceAll('$project', '.*'));
		expect(rows.length, title).toBeGreaterThan(0);
		for (const [, value] of rows) expect(Number(value), `${title}: ${value}`).not.toBeNaN();
	}
	const [[labels] = [{}]] = await victoria.query(
		(RUN_PANELS.find(({ title }) => title === 'Cost by stage')?.query ?? '').replaceAll('$project', '.*'),
	);
	expect(labels).toEqual({ 'cicd.pipeline.task.name': 'alex' });
});

test('every metric has a panel', () => {
	const queries = [...RUN_PANELS, ...MACHINERY_PANELS].map(({ query }) => query).join('\n');
	expect(
		METRIC_NAMES.filter((name) => !queries.includes(`"${name}"`) && !queries.includes(`"${name}_bucket"`)),
	).toEqual([]);
});

test('panels of the dashboard do not overlap and have ids of their own', () => {
	const { panels } = grafanaDashboard() as {
		panels: readonly { id: number; gridPos: { x: number; y: number; w: number; h: number } }[];
	};
	expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
	const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
		Array.from({ length: w * h }, (_, index) => `${x + (index % w)},${y + Math.floor(index / w)}`),
	);
	expect(new Set(cells).size).toBe(cells.length);
	for (const { gridPos } of panels) expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
});
