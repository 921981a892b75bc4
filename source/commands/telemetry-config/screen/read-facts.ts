import { basename } from 'node:path';
import type { Project } from '../../../adapters/paths.ts';
import { printableJson } from '../../../core/printable-json.ts';
import { AUDIENCES, type Audience } from '../../../core/privacy/audience.ts';
import { deliveryMode } from '../../../core/settings/delivery-mode.ts';
import { type ResolvedSettings, resolveSettings, type SettingInputs } from '../../../core/settings/resolve.ts';
import { type Draft, withDraft } from '../../../core/settings-screen/draft.ts';
import type { ConfigFacts, QueueRow, ResultRow } from '../../../core/settings-screen/facts.ts';
import { settingRows } from '../../../core/settings-screen/rows.ts';
import { type SentPreview, sentParts } from '../../../core/settings-screen/sent.ts';
import { telemetryRemarks } from '../../../core/telemetry-text.ts';
import { toTerminalText } from '../../../core/terminal-text.ts';
import type { Database } from '../../../store/database.ts';
import { type Delivery, lastDeliveries } from '../../../store/deliveries.ts';
import { listDeadLetters } from '../../../store/outbox.ts';
import { codeWord, readWaiting } from '../../outbox/view.ts';
import { type Context, isUserError } from '../../spec.ts';
import { inspect, readableBody } from '../../telemetry/inspect.ts';
import { readSettingInputs } from '../../workplace.ts';

const LONGEST_WORDS = 160;

/** The settings as they would hold once the draft is saved. */
export function draftedSettings(project: Project, context: Context, draft: Draft): ResolvedSettings {
	return resolveSettings(withDraft(readSettingInputs(project, context.environment), draft));
}

interface Body {
	readonly sizeBytes: number;
	readonly value: unknown;
}

/** The body that this audience would get, or why it gets none. */
async function bodyFor(
	database: Database,
	project: Project,
	inputs: SettingInputs,
	audience: Audience,
	context: Context,
): Promise<Body | string> {
	// The audience of a flag beats every other, so this is the event as each of them would get it.
	const settings = resolveSettings({ ...inputs, flags: { ...inputs.flags, audience } });
	const mode = deliveryMode(settings);
	// Without an endpoint nothing leaves either, but what would leave is what is asked here.
	if (mode.kind === 'inactive' && mode.reason !== 'no-url') return mode.message;
	try {
		const { body } = await inspect(database, project, settings, undefined, context);
		return { sizeBytes: body.length, value: readableBody(body) };
	} catch (error) {
		if (isUserError(error)) return error.message;
		throw error;
	}
}

const INDENT = /^ */;

/** A value as JSON, line by line, made for a screen. */
const linesOf = (value: unknown) =>
	printableJson(value, 2)
		.split('\n')
		.map((line) => `${INDENT.exec(line)?.[0] ?? ''}${toTerminalText(line, 2_000)}`);

async function readPreviews(
	database: Database,
	project: Project,
	inputs: SettingInputs,
	context: Context,
): Promise<readonly SentPreview[]> {
	const bodies = new Map<Audience, Body | string>();
	for (const audience of AUDIENCES) bodies.set(audience, await bodyFor(database, project, inputs, audience, context));
	const widest = bodies.get('on');
	if (typeof widest !== 'object') return [];
	return AUDIENCES.map((audience): SentPreview => {
		const body = bodies.get(audience);
		if (typeof body !== 'object') {
			return { audience, sizeBytes: undefined, note: body, parts: sentParts(undefined, widest.value), lines: [] };
		}
		const parts = sentParts(body.value, widest.value);
		return { audience, sizeBytes: body.sizeBytes, note: undefined, parts, lines: linesOf(body.value) };
	});
}

function readQueue(database: Database): readonly QueueRow[] {
	const waiting = readWaiting(database).map(({ runId, slug, queuedAtMs, attempts, deliveries: [last] }): QueueRow => {
		const words = last ? `${codeWord(last.statusCode)}${last.reason ?? last.result}` : 'not tried yet';
		return { runId, slug: toTerminalText(slug ?? runId, 40), state: 'waiting', sinceMs: queuedAtMs, attempts, words };
	});
	const rejected = listDeadLetters(database).map(
		({ runId, slug, diedAtMs, attempts, statusCode, reason }): QueueRow => {
			const words = `${codeWord(statusCode)}${reason}`;
			return { runId, slug: toTerminalText(slug ?? runId, 40), state: 'rejected', sinceMs: diedAtMs, attempts, words };
		},
	);
	return [...waiting, ...rejected].map((row) => ({ ...row, words: toTerminalText(row.words, LONGEST_WORDS) }));
}

function resultRow({ result, statusCode, reason, durationMs, atMs }: Delivery): ResultRow {
	const words = [codeWord(statusCode).trim(), result, reason ?? `in ${Math.round(durationMs)} ms`].filter(
		(word) => word !== '',
	);
	return { isGood: result === 'delivered', words: toTerminalText(words.join(' '), LONGEST_WORDS), atMs };
}

/** Everything that the settings screen shows, as it would be with the draft. Nothing is made for it. */
export async function readConfigFacts(
	database: Database | undefined,
	project: Project,
	context: Context,
	draft: Draft,
): Promise<ConfigFacts> {
	const saved = readSettingInputs(project, context.environment);
	const inputs = withDraft(saved, draft);
	const settings = resolveSettings(inputs);
	const mode = deliveryMode(settings);
	const { audience, wire, url } = settings.values;
	return {
		draft,
		projectName: toTerminalText(basename(project.root), 40),
		audience,
		isActive: mode.kind === 'active',
		// The first line repeats what the screen shows.
		remarks: telemetryRemarks(settings, mode)
			.slice(1)
			.map((remark) => toTerminalText(remark)),
		rows: settingRows(settings, draft, resolveSettings(saved)),
		queue: database ? readQueue(database) : [],
		results: database ? lastDeliveries(database).map(resultRow) : [],
		host: url && toTerminalText(URL.parse(url.url)?.host ?? '', 80),
		wire,
		previews: database ? await readPreviews(database, project, inputs, context) : [],
	};
}

/** A text and a value below it, to read on a screen. */
export const readingOf = (lines: readonly string[], value: unknown): readonly string[] => [
	...lines.map((line) => `${INDENT.exec(line)?.[0] ?? ''}${toTerminalText(line)}`),
	'',
	...linesOf(value),
];
