import { artifactText } from '../../adapters/artifacts.ts';
import { nowMs } from '../../adapters/clock.ts';
import type { Project } from '../../adapters/paths.ts';
import { displayUrl } from '../../core/endpoint.ts';
import { finishRun } from '../../core/finish.ts';
import { isJsonObject } from '../../core/json.ts';
import type { WireBody } from '../../core/payload/wire.ts';
import { printableJson } from '../../core/printable-json.ts';
import type { Run } from '../../core/run.ts';
import type { ResolvedSettings } from '../../core/settings/resolve.ts';
import { toPrintableLine } from '../../core/text.ts';
import { endpointDigest } from '../../delivery/endpoint-digest.ts';
import { requestHeaders } from '../../delivery/headers.ts';
import { bodyFor } from '../../delivery/stored-body.ts';
import { buildEvent, gatherSurroundings } from '../../lifecycle/build-event.ts';
import { type Database, openExistingDatabase } from '../../store/database.ts';
import { readRemoteId } from '../../store/deliveries.ts';
import { readObservation } from '../../store/failures.ts';
import { nextDueEvent, type OutboxEvent, readEvent } from '../../store/outbox.ts';
import { listRuns, readRun } from '../../store/runs.ts';
import { type Context, type Handler, textFlag, UserError } from '../spec.ts';
import { findProject, loadSettings, RECORDER, senderSettings, USER_AGENT } from '../workplace.ts';

export interface Inspected {
	readonly runId: string;
	readonly body: WireBody;
	readonly origin: string;
}

const NO_RUN_HINT = 'Record one: murmur8 run start <slug>, then murmur8 run finish --status success';

function storedEvent(database: Database, runId: string | undefined): OutboxEvent | undefined {
	return runId === undefined ? nextDueEvent(database, 0, Number.MAX_SAFE_INTEGER) : readEvent(database, runId);
}

async function inspectStored(database: Database, event: OutboxEvent, settings: ResolvedSettings): Promise<Inspected> {
	const sendable = await bodyFor(database, event, senderSettings(settings, settings.values.url?.url ?? ''));
	if (sendable.kind !== 'body')
		throw new UserError(`nothing would leave: ${sendable.reason}`, 'See: murmur8 telemetry status', 1);
	return { runId: event.runId, body: sendable.body, origin: 'waiting in the outbox' };
}

/** What `bodyFor` does once it is sent. */
const loadReplaceThoroughly = async () => (await import('../../delivery/replace-thoroughly.ts')).replaceThoroughly;

/** A run in progress is shown as it would be if it ended well now. */
function asFinished(run: Run): Run {
	if (run.status !== 'running') return run;
	return finishRun(run, { status: 'success', feedbackWithheld: run.feedbackWithheld }, new Map(), nowMs());
}

async function inspectRun(
	database: Database,
	run: Run,
	place: Project,
	settings: ResolvedSettings,
	context: Context,
): Promise<Inspected> {
	const { values } = settings;
	const replace = await loadReplaceThoroughly();
	const surroundings = await gatherSurroundings(place, run.slug, values, context.environment, RECORDER, replace);
	const parent = run.parentRunId;
	const remoteParentId =
		parent && values.url ? readRemoteId(database, parent, endpointDigest(values.url.url)) : undefined;
	const failures = readObservation(database, run.runId)?.failures ?? [];
	const rendering = buildEvent(asFinished(run), failures, surroundings, values, remoteParentId);
	if (!rendering)
		throw new UserError(`nothing leaves at audience ${values.audience}`, 'Choose another: --audience user-only', 1);
	if (rendering.kind === 'unsendable') {
		throw new UserError(`this event could not be sent: ${rendering.reason}`, 'It would become a dead letter.', 1);
	}
	const origin =
		run.status === 'running' ? 'run in progress, as if it ended now' : 'recorded run, as it would be built now';
	return { runId: run.runId, body: rendering.body, origin };
}

/**
 * The bytes that would leave for the next event, or a named run, and where they come from.
 * @throws UserError where nothing would
 */
export async function inspect(
	database: Database,
	place: Project,
	settings: ResolvedSettings,
	runId: string | undefined,
	context: Context,
): Promise<Inspected> {
	const event = storedEvent(database, runId);
	if (event) return inspectStored(database, event, settings);
	const run = runId === undefined ? listRuns(database, 1, false)[0] : readRun(database, runId);
	if (!run)
		throw new UserError(
			runId === undefined ? 'no run is recorded here' : `no run ${toPrintableLine(runId, 60)}`,
			NO_RUN_HINT,
			1,
		);
	return inspectRun(database, run, place, settings, context);
}

/** An artifact to read; one of another program may be anything, and is then shown as it is. */
function readable(data: unknown): unknown {
	if (typeof data !== 'string') return data;
	try {
		return artifactText(data);
	} catch {
		return data;
	}
}

/** A body as data, with its artifacts readable. */
export function readableBody(body: WireBody): unknown {
	const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
	if (!isJsonObject(value) || !isJsonObject(value['artifacts'])) return value;
	const artifacts = Object.entries(value['artifacts']).map(([name, data]) => [name, readable(data)]);
	return { ...value, artifacts: Object.fromEntries(artifacts) };
}

function describe(settings: ResolvedSettings, { runId, body, origin }: Inspected): readonly string[] {
	const { url, key, audience, wire } = settings.values;
	const headers = requestHeaders({
		key: key === undefined ? undefined : '****',
		runId,
		retryCount: 0,
		userAgent: USER_AGENT,
	});
	return [
		`# ${origin}; audience ${audience}, wire ${wire}, ${body.length} bytes`,
		`POST ${url ? displayUrl(url.url) : '(no URL set: nothing is sent)'}`,
		...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
		'',
	];
}

/** `telemetry inspect`: stdout carries the body's bytes and nothing else. */
export const telemetryInspect: Handler = async ({ flags }, context) => {
	const project = findProject(context);
	const settings = loadSettings(project, context.environment, flags);
	const [problem] = settings.problems;
	if (problem) throw new UserError(problem.message, 'Nothing is sent until this is mended.');
	const database = openExistingDatabase(project.databasePath);
	if (!database) throw new UserError('no run is recorded here', NO_RUN_HINT, 1);
	try {
		const sink = textFlag(flags, 'sink');
		if (sink !== undefined) {
			if (flags['pretty']) throw new UserError('--sink and --pretty exclude each other', 'Leave one of them out.');
			const { inspectSink } = await import('./inspect-sink.ts');
			await inspectSink(database, project.root, settings, sink, textFlag(flags, 'run'), context);
			return 0;
		}
		const inspected = await inspect(database, project, settings, flags['run'] as string | undefined, context);
		for (const line of describe(settings, inspected)) context.warn(line);
		if (flags['pretty']) context.print(printableJson(readableBody(inspected.body), 2));
		else context.write(inspected.body);
	} finally {
		database.close();
	}
	return 0;
};
