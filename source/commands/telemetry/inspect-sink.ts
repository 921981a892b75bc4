import { nowMs } from '../../adapters/clock.ts';
import { randomUuid } from '../../adapters/random-id.ts';
import { intersectAudiences } from '../../core/privacy/audience.ts';
import { project } from '../../core/privacy/project.ts';
import type { ResolvedSettings } from '../../core/settings/resolve.ts';
import type { SinkSettings } from '../../core/settings/sinks.ts';
import { toPrintableLine } from '../../core/text.ts';
import { createSink } from '../../sinks/create.ts';
import type { SinkBatch } from '../../sinks/sink.ts';
import type { Database } from '../../store/database.ts';
import { readSnapshotForSinks } from '../../store/live.ts';
import { previewTotals } from '../../store/sinks.ts';
import { type Context, UserError } from '../spec.ts';
import { USER_AGENT } from '../workplace.ts';

/** The configured sink that a word means: its kind, the first of several, or its number. */
function findSink(sinks: readonly SinkSettings[], word: string): SinkSettings {
	const found = sinks.find(({ kind }, index) => kind === word || `${index + 1}` === word);
	if (found) return found;
	const names = sinks.map(({ kind }, index) => `${index + 1} (${kind})`).join(', ');
	throw new UserError(
		`no sink ${JSON.stringify(toPrintableLine(word, 40))} is configured`,
		names === '' ? 'None is; see: murmur8 telemetry-config set --help' : `Configured: ${names}`,
	);
}

function readBatch(database: Database, settings: ResolvedSettings, runId: string | undefined): SinkBatch {
	const found = readSnapshotForSinks(database, runId);
	if (!found) throw new UserError('there is no such run to inspect', 'See: murmur8 run list', 1);
	const { snapshot, waitsAs } = found;
	const { audience: wanted } = settings.values;
	const audience = waitsAs === undefined ? wanted : intersectAudiences(waitsAs, wanted);
	const run = project(snapshot, audience, 'snapshot');
	if (!run) throw new UserError(`nothing leaves at audience ${audience}`, 'Choose another: --audience user-only', 1);
	// What was sent before is in the sums already.
	const points = waitsAs === undefined ? [] : (run.value.points ?? []);
	return { run, totals: project(previewTotals(database, points, randomUuid(), nowMs()), audience, 'totals') };
}

/**
 * `telemetry inspect --sink K`: the bytes that a configured sink gets of a run: of the one that waits longest, else the
 * newest. Messages follow each other on stdout, what they are called stands on stderr.
 */
export async function inspectSink(
	database: Database,
	root: string,
	settings: ResolvedSettings,
	word: string,
	runId: string | undefined,
	context: Context,
): Promise<void> {
	const sink = await createSink(findSink(settings.values.sinks, word), {
		root,
		userAgent: USER_AGENT,
		printError: undefined,
	});
	const batch = readBatch(database, settings, runId);
	const messages = await sink.render(batch);
	context.warn(`# run ${batch.run.value.runId ?? ''}; audience ${batch.run.audience}, ${messages.length} messages`);
	for (const { form, body } of messages) {
		context.warn(`${form}: ${body.length} bytes`);
		context.write(body);
	}
}
