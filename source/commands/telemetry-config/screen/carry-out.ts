import { nowMs } from '../../../adapters/clock.ts';
import type { Project } from '../../../adapters/paths.ts';
import { errorText } from '../../../core/error-text.ts';
import { toTerminalText } from '../../../core/terminal-text.ts';
import type { Database } from '../../../store/database.ts';
import { discardEvent, endPause, requeueEvent } from '../../../store/outbox-changes.ts';
import type { ConfigEvent, ConfigIntent } from '../../../ui/screens/telemetry-config/state.ts';
import { type EventName, findEvent, listEvents, publishQueue } from '../../outbox/access.ts';
import { describeEvent } from '../../outbox/show.ts';
import { type Context, isUserError } from '../../spec.ts';
import { deliverNow } from '../../telemetry/flush.ts';
import { loadSettings } from '../../workplace.ts';
import { ping, pingWords } from '../ping.ts';
import { saveSetting } from '../save-setting.ts';
import { trustSettings } from '../trust.ts';
import { draftedSettings, readConfigFacts, readingOf } from './read-facts.ts';

/** What the screen works on. */
export interface ConfigWorld {
	readonly project: Project;
	readonly context: Context;
	/** Undefined where nothing was recorded yet. */
	readonly database: () => Database | undefined;
}

const LONGEST_WORDS = 200;

async function retry(
	database: Database,
	{ runId, state }: EventName,
	{ project, context }: ConfigWorld,
): Promise<string> {
	if (state === 'rejected') {
		const result = requeueEvent(database, runId, nowMs());
		if (result === 'full') return 'the outbox is full: deliver what waits first';
	} else endPause(database, runId);
	const { delivered, rejected, waiting, isBusy, stoppedBy } = await deliverNow(database, project, context);
	if (isBusy) return 'another process is delivering right now';
	const stopped = stoppedBy ? `, stopped: ${stoppedBy}` : '';
	return `delivered ${delivered}, rejected ${rejected}, waiting ${waiting}${stopped}`;
}

async function onEvent(
	{ kind, runId }: Extract<ConfigIntent, { runId: string }>,
	world: ConfigWorld,
): Promise<ConfigEvent> {
	const { project, context } = world;
	const database = world.database();
	if (!database) return { kind: 'failed', words: 'nothing is recorded here' };
	const event = findEvent(listEvents(database), runId);
	switch (kind) {
		case 'retry':
			return { kind: 'done', words: await retry(database, event, world) };
		case 'drop': {
			const isDropped = discardEvent(database, event.runId, nowMs());
			await publishQueue(database, project, context);
			return isDropped ? { kind: 'done', words: 'dropped' } : { kind: 'failed', words: 'it was gone already' };
		}
		case 'show': {
			const { lines, json } = describeEvent(database, event, nowMs());
			const { envelope } = json as { readonly envelope?: unknown };
			return { kind: 'event', title: toTerminalText(event.runId, 80), lines: readingOf(lines, envelope ?? {}) };
		}
	}
}

async function answer(intent: ConfigIntent, world: ConfigWorld): Promise<ConfigEvent> {
	const { project, context } = world;
	switch (intent.kind) {
		case 'read':
			return { kind: 'facts', facts: await readConfigFacts(world.database(), project, context, intent.draft) };
		case 'save': {
			const notes = [...intent.draft].map(([name, text]) => saveSetting(project, name, text, context));
			const { inert } = loadSettings(project, context.environment);
			const waiting = [...intent.draft.keys()].filter((name) => inert.includes(name));
			return { kind: 'saved', notes: notes.filter((note) => note !== undefined), inert: waiting };
		}
		case 'test': {
			const report = await ping(draftedSettings(project, context, intent.draft));
			return { kind: 'tested', isGood: report.outcome.kind === 'delivered', words: pingWords(report) };
		}
		case 'trust':
			return { kind: 'done', words: `trusted: ${trustSettings(project, context).join(', ')}` };
		default:
			return onEvent(intent, world);
	}
}

/** Does what the screen asks for. Whatever goes wrong is an answer too. */
export async function carryOut(intent: ConfigIntent, world: ConfigWorld): Promise<ConfigEvent> {
	try {
		return await answer(intent, world);
	} catch (error) {
		const words = errorText(error);
		const hint = isUserError(error) ? ` (${error.hint})` : '';
		return { kind: 'failed', words: toTerminalText(`${words}${hint}`, LONGEST_WORDS) };
	}
}
