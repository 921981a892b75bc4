import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { METRIC_NAMES, METRICS } from '../../source/core/metrics/registry.ts';
import { prometheusName, renderExposition } from '../../source/sinks/exposition.ts';
import { createPrometheusSink } from '../../source/sinks/prometheus.ts';
import { unusedPort } from '../faults/http/server.ts';
import { findTool, startDaemon } from '../support/daemon.ts';
import { temporaryFolder } from '../support/sandbox.ts';
import { batchOf, INSTANCE, sampleSnapshot, tools } from './batch.ts';

const remainingMs = () => 5_000;
const promtool = findTool('promtool', 'prometheus');
const prometheus = findTool('prometheus', 'prometheus');
const pushgateway = findTool('prometheus-pushgateway', 'prometheus-pushgateway');

const NOW_MS = 1_767_225_600_000;
const batch = () => batchOf([sampleSnapshot(NOW_MS), sampleSnapshot(NOW_MS + 1_000)], 'on');
const isUp = (url: string) =>
	fetch(url).then(
		({ ok }) => ok,
		() => false,
	);

test.skipIf(!promtool)('promtool has nothing against the text file', async () => {
	const root = temporaryFolder();
	const sink = createPrometheusSink({ kind: 'prometheus', textfile: 'out.prom' }, tools(root));
	await sink.deliver(await sink.render(batch()), remainingMs);
	const input = readFileSync(join(root, 'out.prom'));
	expect(statSync(join(root, 'out.prom')).mode & 0o777).toBe(0o644);
	const said = execFileSync(promtool ?? '', ['check', 'metrics'], {
		input,
		encoding: 'utf8',
		stdio: ['pipe', 'pipe', 'pipe'],
	});
	expect(said).toBe('');
});

test.skipIf(!(prometheus && pushgateway))(
	'a real Prometheus reads from a real Pushgateway what two runs pushed',
	async () => {
		const folder = temporaryFolder();
		const [pushPort, port] = [await unusedPort(), await unusedPort()];
		const gateway = `http://127.0.0.1:${pushPort}`;
		await startDaemon([pushgateway ?? '', `--web.listen-address=127.0.0.1:${pushPort}`], folder, () =>
			isUp(`${gateway}/-/ready`),
		);
		const config = join(folder, 'prometheus.yml');
		writeFileSync(
			config,
			JSON.stringify({
				scrape_configs: [
					{
						job_name: 'push',
						honor_labels: true,
						scrape_interval: '1s',
						static_configs: [{ targets: [`127.0.0.1:${pushPort}`] }],
					},
				],
			}),
		);
		const base = `http://127.0.0.1:${port}`;
		await startDaemon(
			[
				prometheus ?? '',
				`--config.file=${config}`,
				`--storage.tsdb.path=${join(folder, 'data')}`,
				`--web.listen-address=127.0.0.1:${port}`,
			],
			folder,
			() => isUp(`${base}/-/ready`),
		);
		const sink = createPrometheusSink({ kind: 'prometheus', pushgateway: gateway }, tools());
		expect(await sink.check(remainingMs)).toBe('the Pushgateway takes pushes');
		for (const snapshots of [[sampleSnapshot(NOW_MS)], [sampleSnapshot(NOW_MS), sampleSnapshot(NOW_MS + 1_000)]]) {
			await sink.deliver(await sink.render(batchOf(snapshots, 'on')), remainingMs);
		}
		const query = async (text: string) => {
			const answer = (await (await fetch(`${base}/api/v1/query?query=${encodeURIComponent(text)}`)).json()) as {
				data: { result: readonly { metric: Record<string, string>; value: readonly [number, string] }[] };
			};
			return answer.data.result.map(({ metric, value }) => [metric['instance'], value[1]]);
		};
		await vi.waitFor(async () => expect(await query('murmur8_run_total{status="failed"}')).toEqual([[INSTANCE, '2']]), {
			timeout: 30_000,
			interval: 200,
		});
		expect(await query('murmur8_stage_duration_seconds_bucket{stage="alex",le="15"}')).toEqual([[INSTANCE, '2']]);
		expect(await query('murmur8_stage_duration_seconds_bucket{stage="alex",le="5"}')).toEqual([[INSTANCE, '0']]);
		expect(await query('murmur8_stage_duration_seconds_sum{stage="other"}')).toEqual([[INSTANCE, '100']]);
		expect(await query('murmur8_outbox_depth')).toEqual([[INSTANCE, '3']]);
	},
);

describe('the exposition', () => {
	test('has no two metrics of one name', () => {
		const names = METRIC_NAMES.map((name) => prometheusName(name, METRICS[name]));
		expect(new Set(names).size).toBe(METRIC_NAMES.length);
		for (const name of names) expect(name).toMatch(/^murmur8_[a-z_]+$/);
	});

	test('defines no metric that the audience sees no value of', async () => {
		const textOf = async (audience: 'user-only' | 'operator-only') =>
			renderExposition(batchOf([sampleSnapshot(NOW_MS)], audience).totals);
		expect(await textOf('user-only')).not.toMatch(/outbox|delivery|recorder|sink/);
		expect(await textOf('operator-only')).not.toMatch(/murmur8_(?:run|stage|failures|feedback)/);
		expect(await renderExposition(undefined)).toBe('');
	});
});
