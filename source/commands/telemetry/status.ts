import { nowMs, toIso } from '../../adapters/clock.ts';
import { displayUrl, maskKey } from '../../core/endpoint.ts';
import { formatAge } from '../../core/format.ts';
import { type DeliveryMode, deliveryMode } from '../../core/settings/delivery-mode.ts';
import type { ResolvedSettings } from '../../core/settings/resolve.ts';
import { toPrintableLine } from '../../core/text.ts';
import { renderTable } from '../../render/table.ts';
import { REPLACED_COUNTER, readCounter, readCounters } from '../../store/counters.ts';
import { type Database, openExistingDatabase } from '../../store/database.ts';
import { type Delivery, lastDeliveries, recentlyDelivered } from '../../store/deliveries.ts';
import { type DeadLetter, DROPPED_COUNTER, listDeadLetters } from '../../store/outbox.ts';
import { listSinkResults, type SinkResult } from '../../store/sinks.ts';
import {
	codeWord,
	deadLetterJson,
	deadLetterLines,
	deliveryJson,
	eventName,
	readWaiting,
	type WaitingEvent,
	waitingJson,
	waitingLines,
} from '../outbox/view.ts';
import type { Handler } from '../spec.ts';
import { findProject, loadSettings, reportProblems } from '../workplace.ts';

const RECENT = 10;

/** The state of delivery, the model behind both views. */
interface Status {
	readonly mode: DeliveryMode;
	readonly settings: ResolvedSettings;
	readonly outbox: readonly WaitingEvent[];
	readonly rejected: readonly DeadLetter[];
	readonly delivered: readonly (Delivery & { readonly slug: string | undefined })[];
	readonly lastResults: readonly Delivery[];
	readonly dropped: number;
	/** Secrets that were replaced in artifacts, by rule. */
	readonly replacedSecrets: Readonly<Record<string, number>>;
	readonly sinks: readonly SinkResult[];
}

const NOTHING = {
	outbox: [],
	rejected: [],
	delivered: [],
	lastResults: [],
	dropped: 0,
	replacedSecrets: {},
	sinks: [],
};

function readStatus(database: Database | undefined, settings: ResolvedSettings): Status {
	const mode = deliveryMode(settings);
	const state = { mode, settings };
	if (!database) return { ...state, ...NOTHING };
	return {
		...state,
		outbox: readWaiting(database),
		rejected: listDeadLetters(database),
		delivered: recentlyDelivered(database, RECENT),
		lastResults: lastDeliveries(database),
		dropped: readCounter(database, DROPPED_COUNTER),
		replacedSecrets: readCounters(database, REPLACED_COUNTER),
		sinks: listSinkResults(database),
	};
}

function toJson(status: Status): object {
	const { mode, settings, outbox, rejected, delivered, lastResults, dropped, replacedSecrets } = status;
	const { values, sources, problems } = settings;
	return {
		status: mode.kind,
		reason: mode.kind === 'inactive' ? mode.message : undefined,
		url: values.url && displayUrl(values.url.url),
		key: values.key && maskKey(values.key),
		audience: values.audience,
		wire: values.wire,
		sources,
		problems: problems.map(({ name, source, message }) => ({ name, source, message })),
		outbox: outbox.map(waitingJson),
		rejected: rejected.map(deadLetterJson),
		delivered: delivered.map((delivery) => ({ slug: delivery.slug, ...deliveryJson(delivery) })),
		lastResults: lastResults.map(deliveryJson),
		dropped,
		replacedSecrets,
		sinks: status.sinks.map(({ lastAtMs, ...sink }) => ({ ...sink, lastAt: toIso(lastAtMs) })),
	};
}

/** A line per sink that has been used: `2 otlp: sent 3, failed 1, 2 min ago: …`. */
const sinkLine = ({ sink, sent, failed, lastAtMs, lastError }: SinkResult, now: number) =>
	`  ${sink}: sent ${sent}, failed ${failed}, ${formatAge(lastAtMs, now)}${lastError === undefined ? '' : `: ${toPrintableLine(lastError)}`}`;

function section(title: string, lines: readonly string[]): readonly string[] {
	return lines.length === 0 ? [] : ['', title, ...lines];
}

const counted = (counts: Readonly<Record<string, number>>) =>
	Object.entries(counts).map(([rule, count]) => `  ${rule}: ${count}`);

function toText(status: Status, now: number): string {
	const { mode, settings, outbox, rejected, delivered, lastResults, dropped, replacedSecrets } = status;
	const { url, key, audience, wire } = settings.values;
	const notQueued = lastResults.filter(({ result }) => result === 'not-queued');
	return [
		`Telemetry status : ${mode.kind}${mode.kind === 'inactive' ? ` (${mode.message})` : ''}`,
		`URL              : ${url ? toPrintableLine(displayUrl(url.url), 2_000) : 'not set'}`,
		`API key          : ${key ? maskKey(key) : 'not set'}`,
		`Audience         : ${audience} (from ${settings.sources.audience}), wire ${wire}`,
		...settings.problems.map(({ message }) => `Problem          : ${toPrintableLine(message)}`),
		...section(
			`Waiting (${outbox.length})`,
			outbox.flatMap((event) => waitingLines(event, now)),
		),
		...section(
			`Rejected (${rejected.length})`,
			rejected.flatMap((letter) => deadLetterLines(letter, now)),
		),
		...section(
			`Delivered (last ${delivered.length})`,
			delivered.length === 0
				? []
				: renderTable(
						delivered.map(({ slug, runId, atMs, statusCode, durationMs }) => [
							`  ${eventName(slug, runId)}`,
							formatAge(atMs, now),
							`${codeWord(statusCode)}in ${durationMs} ms`,
						]),
					).split('\n'),
		),
		...section(
			'Not queued',
			notQueued.map(({ atMs, reason }) => `  ${formatAge(atMs, now)}: ${toPrintableLine(reason ?? '')}`),
		),
		...section(
			'Sinks',
			status.sinks.map((sink) => sinkLine(sink, now)),
		),
		...(dropped > 0 ? ['', `Dropped because the outbox was full: ${dropped}`] : []),
		...section('Secrets replaced in artifacts', counted(replacedSecrets)),
		...(outbox.length > 0 && mode.kind === 'active' ? ['', 'Deliver now: murmur8 telemetry flush'] : []),
	].join('\n');
}

/** `telemetry status` */
export const telemetryStatus: Handler = ({ flags }, context) => {
	const project = findProject(context);
	const database = openExistingDatabase(project.databasePath);
	try {
		const status = readStatus(database, loadSettings(project, context.environment));
		context.print(flags['json'] ? JSON.stringify(toJson(status)) : toText(status, nowMs()));
		return reportProblems(status.settings, context);
	} finally {
		database?.close();
	}
};
