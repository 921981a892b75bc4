import { createHash } from 'node:crypto';
import { type Attributes, SpanKind, SpanStatusCode, TraceFlags } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import {
	ATTR_CICD_PIPELINE_NAME,
	ATTR_CICD_PIPELINE_RESULT,
	ATTR_CICD_PIPELINE_RUN_ID,
	ATTR_CICD_PIPELINE_RUN_URL_FULL,
	ATTR_CICD_PIPELINE_TASK_NAME,
	ATTR_CICD_PIPELINE_TASK_RUN_RESULT,
	ATTR_VCS_CHANGE_ID,
	ATTR_VCS_REF_HEAD_NAME,
	ATTR_VCS_REF_HEAD_REVISION,
} from '@opentelemetry/semantic-conventions/incubating';
import type { Snapshot, Span } from '../core/metrics/snapshot.ts';
import { toHrTime, toResult } from './otlp-attributes.ts';
import { SCOPE } from './otlp-metrics.ts';

/** Ids follow from the run: who gets a trace twice has it once. */
const idOf = (runId: string, what: string, bytes: number) =>
	createHash('sha256')
		.update(`${runId} ${what}`)
		.digest('hex')
		.slice(0, bytes * 2);

type Seen<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** What is withheld has no attribute; undefined values are left out by the serialiser. */
function attributesOf({ kind, name, status }: Seen<Span>, snapshot: Partial<Snapshot>): Attributes {
	const result = status === undefined ? undefined : toResult(status);
	const ciJob = snapshot.operator?.ciJob;
	const known: Record<string, string | undefined> =
		kind === 'run'
			? {
					[ATTR_CICD_PIPELINE_RUN_ID]: snapshot.runId,
					[ATTR_CICD_PIPELINE_NAME]: name,
					[ATTR_CICD_PIPELINE_RESULT]: result,
					[ATTR_CICD_PIPELINE_RUN_URL_FULL]: ciJob?.runUrl,
					[ATTR_VCS_REF_HEAD_NAME]: ciJob?.branch,
					[ATTR_VCS_CHANGE_ID]: ciJob?.pullRequest,
					[ATTR_VCS_REF_HEAD_REVISION]: snapshot.operator?.commitHash,
				}
			: { [ATTR_CICD_PIPELINE_TASK_NAME]: name, [ATTR_CICD_PIPELINE_TASK_RUN_RESULT]: result };
	return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
}

/** A run as a trace: one span for it and one, below that, for each stage. Nothing where the audience sees no spans. */
export function toSpans(snapshot: Partial<Snapshot>, resource: Resource): readonly ReadableSpan[] {
	const { runId = '', spans = [] } = snapshot;
	const traceId = idOf(runId, 'trace', 16);
	const contextOf = (index: number) => ({
		traceId,
		spanId: idOf(runId, `span ${index}`, 8),
		traceFlags: TraceFlags.SAMPLED,
	});
	return spans.map((span: Seen<Span>, index): ReadableSpan => {
		const { kind = 'stage', name, status, startedAtMs = 0, endedAtMs = startedAtMs } = span;
		const context = contextOf(index);
		return {
			name: name ?? kind,
			kind: kind === 'run' ? SpanKind.SERVER : SpanKind.INTERNAL,
			spanContext: () => context,
			...(kind === 'run' ? {} : { parentSpanContext: contextOf(0) }),
			startTime: toHrTime(startedAtMs),
			endTime: toHrTime(endedAtMs),
			duration: toHrTime(endedAtMs - startedAtMs),
			status: { code: status === 'failed' ? SpanStatusCode.ERROR : SpanStatusCode.UNSET },
			attributes: attributesOf(span, snapshot),
			links: [],
			events: [],
			ended: true,
			resource,
			instrumentationScope: SCOPE,
			droppedAttributesCount: 0,
			droppedEventsCount: 0,
			droppedLinksCount: 0,
		};
	});
}
