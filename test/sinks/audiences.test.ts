import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { METRIC_NAMES, METRICS, type MetricName } from '../../source/core/metrics/registry.ts';
import { addPoint } from '../../source/core/metrics/series.ts';
import type { Snapshot } from '../../source/core/metrics/snapshot.ts';
import { AUDIENCES, type Audience } from '../../source/core/privacy/audience.ts';
import { isPermitted } from '../../source/core/privacy/field.ts';
import { project } from '../../source/core/privacy/project.ts';
import { SINK_KINDS, type SinkKind, type SinkSettings } from '../../source/core/settings/sinks.ts';
import { createSink } from '../../source/sinks/create.ts';
import { prometheusName } from '../../source/sinks/exposition.ts';
import type { SinkBatch } from '../../source/sinks/sink.ts';
import { plantCanaries, seenIn } from '../core/privacy/canaries.ts';
import { batchOf, sampleSnapshot, tools } from './batch.ts';

/** One of each kind. A kind without a row does not compile. */
const SINKS: { readonly [Kind in SinkKind]: SinkSettings } = {
	'json-file': { kind: 'json-file', path: 'a' },
	stderr: { kind: 'stderr' },
	otlp: { kind: 'otlp', endpoint: 'http://localhost', protocol: 'http/json' },
	prometheus: { kind: 'prometheus', textfile: 'a', pushgateway: 'http://localhost' },
	statsd: { kind: 'statsd', endpoint: 'localhost:1' },
	cloudwatch: { kind: 'cloudwatch', namespace: 'a', path: 'a' },
};

/** What a kind has room for beside metrics, and whose it is: a trace needs the spans and what they are called. */
const TEXTS: readonly (readonly [text: string, needs: readonly ('user' | 'operator')[], kinds: readonly SinkKind[]])[] =
	[
		['canary-slug', ['user'], ['json-file']],
		['canary-slug', ['user', 'operator'], ['otlp']],
		['canary-stage', ['user', 'operator'], ['json-file', 'otlp']],
		['sha256-canary', ['user'], ['json-file']],
		['canary-recorder', ['operator'], ['json-file']],
		['canary-ci', ['operator'], ['json-file']],
		['canary-workflow', ['operator'], ['json-file']],
		['canary-job', ['operator'], ['json-file', 'otlp']],
		['canary-branch', ['operator'], ['json-file', 'otlp']],
		['c0ffee', ['operator'], ['json-file']],
		// A run's span has attributes once it has a name.
		['c0ffee', ['operator'], ['otlp']],
	];

const inText = (text: string, name: string) => {
	const spelled = [name, prometheusName(name, METRICS[name as keyof typeof METRICS])];
	return spelled.some((each) =>
		new RegExp(`(?<![\\w.])${each.replaceAll('.', '\\.')}(?![\\w]*\\.\\w)(?!_(?!bucket|sum|count)\\w)`).test(text),
	);
};

async function textOf(kind: SinkKind, batch: SinkBatch): Promise<string> {
	const messages = await (await createSink(SINKS[kind], tools())).render(batch);
	return messages.map(({ body }) => Buffer.from(body[0] === 0x1f ? gunzipSync(body) : body).toString()).join('\n');
}

const permits = (audience: Audience, classes: readonly ('user' | 'operator')[]) =>
	classes.every((each) => isPermitted({ class: each }, audience));

/** A run with nothing in it to see, for what is about the sums. */
const bareRun = (audience: Audience) => {
	const run = project({ runId: 'bare', timestampMs: 1 } as unknown as Snapshot, audience, 'snapshot');
	if (!run) throw new Error('nothing to send');
	return run;
};

describe.each(SINK_KINDS)('%s', (kind) => {
	test.each(AUDIENCES.filter((audience) => audience !== 'off'))(
		'%s: of every registered field and metric, in the run and in the sums, nothing that is withheld',
		async (audience) => {
			const snapshot = plantCanaries('snapshot');
			const run = project(snapshot.document, audience, 'snapshot');
			const totals = plantCanaries('totals');
			const series = totals.document.series.map((point) =>
				addPoint(undefined, { ...point, name: point.name as MetricName }),
			);
			const sums = project({ ...totals.document, series }, audience, 'totals');
			if (!run || !sums) throw new Error('nothing to send');
			const ofRun = seenIn(await textOf(kind, { run, totals: undefined }), snapshot.canaries);
			const ofSums = seenIn(await textOf(kind, { run: bareRun(audience), totals: sums }), totals.canaries);
			expect(seenIn(run.value, snapshot.canaries)).toEqual(expect.arrayContaining([...ofRun]));
			expect(seenIn(sums.value, totals.canaries)).toEqual(expect.arrayContaining([...ofSums]));
			if (kind === 'json-file') expect(ofRun).toEqual(seenIn(run.value, snapshot.canaries));
			expect(ofRun.length + ofSums.length).toBeGreaterThan(2);
		},
	);

	test.each(AUDIENCES.filter((audience) => audience !== 'off'))(
		'%s: exactly the permitted metrics and texts',
		async (audience) => {
			const text = await textOf(kind, batchOf([sampleSnapshot(1_767_225_600_000)], audience));
			const seen = METRIC_NAMES.filter((name) => inText(text, name));
			expect(seen).toEqual(METRIC_NAMES.filter((name) => permits(audience, [METRICS[name].class])));
			for (const [canary] of TEXTS) {
				const rows = TEXTS.filter(([each, , kinds]) => each === canary && kinds.includes(kind));
				expect(text.includes(canary), canary).toBe(rows.some(([, needs]) => permits(audience, needs)));
			}
		},
	);
});
