import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { METRIC_NAMES, METRICS } from '../../source/core/metrics/registry.ts';
import { AUDIENCES, type Audience } from '../../source/core/privacy/audience.ts';
import { isPermitted } from '../../source/core/privacy/field.ts';
import { SINK_KINDS, type SinkKind, type SinkSettings } from '../../source/core/settings/sinks.ts';
import { createSink } from '../../source/sinks/create.ts';
import { prometheusName } from '../../source/sinks/exposition.ts';
import type { SinkBatch } from '../../source/sinks/sink.ts';
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

describe.each(SINK_KINDS)('%s', (kind) => {
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
