import { nowMs, toIso } from '../../adapters/clock.ts';
import { displayUrl, maskKey } from '../../core/endpoint.ts';
import { formatAge, formatBytes } from '../../core/format.ts';
import { type DeliveryMode, deliveryMode } from '../../core/settings/delivery-mode.ts';
import type { ResolvedSettings } from '../../core/settings/resolve.ts';
import { toPrintableLine } from '../../core/text.ts';
import { renderTable } from '../../render/table.ts';
import { readCounter } from '../../store/counters.ts';
import { type Database, openExistingDatabase } from '../../store/database.ts';
import { type Delivery, deliveriesOf, lastDeliveries, recentlyDelivered } from '../../store/deliveries.ts';
import {
	type DeadLetter,
	DROPPED_COUNTER,
	listDeadLetters,
	listOutbox,
	type OutboxSummary,
} from '../../store/outbox.ts';
import type { Handler } from '../spec.ts';
import { findProject, loadSettings } from '../workplace.ts';

const RECENT = 10;
const ATTEMPTS_SHOWN = 5;

/** The state of delivery, the model behind both views. */
interface Status {
	readonly mode: DeliveryMode;
	readonly settings: ResolvedSettings;
	readonly outbox: readonly (OutboxSummary & { readonly deliveries: readonly Delivery[] })[];
	readonly rejected: readonly DeadLetter[];
	readonly delivered: readonly (Delivery & { readonly slug: string | undefined })[];
	readonly lastResults: readonly Delivery[];
	readonly dropped: number;
}

function readStatus(database: Database | undefined, settings: ResolvedSettings): Status {
	const mode = deliveryMode(settings);
	if (!database) return { mode, settings, outbox: [], rejected: [], delivered: [], lastResults: [], dropped: 0 };
	return {
		mode,
		settings,
		outbox: listOutbox(database).map((event) => ({
			...event,
			deliveries: deliveriesOf(database, event.runId, ATTEMPTS_SHOWN),
		})),
		rejected: listDeadLetters(database),
		delivered: recentlyDelivered(database, RECENT),
		lastResults: lastDeliveries(database),
		dropped: readCounter(database, DROPPED_COUNTER),
	};
}

function deliveryJson(delivery: Delivery): object {
	const { atMs, durationMs, result, statusCode, reason, runId } = delivery;
	return { runId, result, at: toIso(atMs), durationMs, statusCode, reason };
}

function toJson({ mode, settings, outbox, rejected, delivered, lastResults, dropped }: Status): object {
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
		outbox: outbox.map(({ runId, slug, queuedAtMs, attempts, sizeBytes, retryAfterMs, deliveries }) => ({
			runId,
			slug,
			queuedAt: toIso(queuedAtMs),
			attempts,
			sizeBytes,
			notBefore: retryAfterMs > 0 ? toIso(retryAfterMs) : undefined,
			deliveries: deliveries.map(deliveryJson),
		})),
		rejected: rejected.map(({ runId, slug, diedAtMs, attempts, statusCode, reason }) => ({
			runId,
			slug,
			at: toIso(diedAtMs),
			attempts,
			statusCode: statusCode ?? undefined,
			reason,
		})),
		delivered: delivered.map((delivery) => ({ slug: delivery.slug, ...deliveryJson(delivery) })),
		lastResults: lastResults.map(deliveryJson),
		dropped,
	};
}

const code = (statusCode: number | undefined | null) => (statusCode == null ? '' : `${statusCode} `);
const count = (amount: number, unit: string) => `${amount} ${unit}${amount === 1 ? '' : 's'}`;
const name = (slug: string | null | undefined, runId: string) => toPrintableLine(slug ?? runId, 40);

function attemptLine({ atMs, result, statusCode, reason, durationMs }: Delivery, now: number): string {
	return `    ${formatAge(atMs, now)}: ${code(statusCode)}${reason ?? result} (${result}, ${durationMs} ms)`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
	return lines.length === 0 ? [] : ['', title, ...lines];
}

function toText(status: Status, now: number): string {
	const { mode, settings, outbox, rejected, delivered, lastResults, dropped } = status;
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
			outbox.flatMap(({ slug, runId, queuedAtMs, attempts, sizeBytes, retryAfterMs, deliveries }) => [
				`  ${name(slug, runId)}  queued ${formatAge(queuedAtMs, now)}, ${formatBytes(sizeBytes)}, ${count(attempts, 'attempt')}${
					retryAfterMs > now ? `, not before ${toIso(retryAfterMs)}` : ''
				}`,
				...deliveries.map((delivery) => attemptLine(delivery, now)),
			]),
		),
		...section(
			`Rejected (${rejected.length})`,
			rejected.flatMap(({ slug, runId, diedAtMs, attempts, statusCode, reason }) => [
				`  ${name(slug, runId)}  ${formatAge(diedAtMs, now)}, after ${count(attempts, 'attempt')}`,
				`    ${code(statusCode)}${toPrintableLine(reason, 320)}`,
			]),
		),
		...section(
			`Delivered (last ${delivered.length})`,
			delivered.length === 0
				? []
				: renderTable(
						delivered.map(({ slug, runId, atMs, statusCode, durationMs }) => [
							`  ${name(slug, runId)}`,
							formatAge(atMs, now),
							`${code(statusCode)}in ${durationMs} ms`,
						]),
					).split('\n'),
		),
		...section(
			'Not queued',
			notQueued.map(({ atMs, reason }) => `  ${formatAge(atMs, now)}: ${toPrintableLine(reason ?? '')}`),
		),
		...(dropped > 0 ? ['', `Dropped because the outbox was full: ${dropped}`] : []),
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
	} finally {
		database?.close();
	}
	return 0;
};
