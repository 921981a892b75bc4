import { crypto } from '../adapters/builtin.ts';
import { toIso } from '../adapters/clock.ts';
import { entryIdentity } from '../core/entry-identity.ts';
import { isJsonObject, type JsonObject } from '../core/json.ts';
import { type Envelope, LONGEST_DURATION_MS } from '../core/payload/envelope.ts';
import { type FlatTexts, toFlat } from '../core/payload/flat.ts';
import { checkFlatBody } from '../core/payload/receiver-rules.ts';
import { renderWireBody, type WireBody } from '../core/payload/wire.ts';
import { type Projected, project } from '../core/privacy/project.ts';
import type { Settings } from '../core/settings/definitions.ts';
import { repackArtifacts } from '../delivery/clean-artifacts.ts';
import { toJsonObject } from './json-copy.ts';
import { buildPayload, type Payload, type RunData } from './payload.ts';

const sha256 = (text: string) => crypto().createHash('sha256').update(text).digest('hex');

const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/** A time in whatever form JavaScript reads as one, in the form that receivers read. */
function isoTime(value: unknown): unknown {
	if (typeof value === 'string' && ISO_TIME.test(value)) return value;
	const timeMs = typeof value === 'string' ? Date.parse(value) : value;
	return typeof timeMs === 'number' && Math.abs(timeMs) <= 8.64e15 ? toIso(timeMs) : value;
}

function wholeMilliseconds(value: unknown): unknown {
	return typeof value === 'number' ? Math.min(Math.max(0, Math.round(value)), LONGEST_DURATION_MS) : value;
}

/** What receivers would answer with an error for good is put right where it means the same (contracts.md section 3). */
function cleanRun(run: JsonObject): JsonObject {
	const known = Object.entries(run).filter(([, value]) => value !== null);
	const clean = Object.fromEntries(known);
	for (const key of ['startedAt', 'completedAt']) if (key in clean) clean[key] = isoTime(clean[key]);
	if ('totalDurationMs' in clean) clean['totalDurationMs'] = wholeMilliseconds(clean['totalDurationMs']);
	return clean;
}

/**
 * The envelope of whatever a caller, or a queue that another program wrote, holds: an envelope, or a run alone. One
 * without an id gets the same one every time, so that a receiver can tell a repetition.
 */
export function toEnvelope(payload: unknown): Payload {
	const given = toJsonObject(payload);
	const runId = typeof given['runId'] === 'string' && given['runId'] !== '' ? given['runId'] : undefined;
	const id = runId ?? sha256(entryIdentity(given, sha256));
	if (isJsonObject(given['run'])) return { ...given, runId: id, run: cleanRun(given['run']) };
	const built = buildPayload({ ...given, runId: id } as unknown as RunData);
	return { ...built, run: cleanRun(built.run) };
}

export type Outgoing =
	| { readonly kind: 'body'; readonly body: WireBody; readonly queued: Payload }
	| { readonly kind: 'unsendable'; readonly reason: string };

/** A body that lacks something: receivers differ in what they ask for, and the one asked says so itself. */
function incompleteBody(projected: Projected<Envelope>, texts: FlatTexts): WireBody | undefined {
	const flat = toFlat(projected, texts, undefined);
	const isOnlyIncomplete = checkFlatBody(flat).every(({ field }) => field !== 'body' && flat[field] === undefined);
	// As good as any that is rendered: made of the projection, by the same function.
	return isOnlyIncomplete ? (new TextEncoder().encode(JSON.stringify(flat)) as unknown as WireBody) : undefined;
}

/** Projects and renders an event. `queued` is what may be kept of it in the queue: what may be sent. */
export async function render(
	{ artifacts: given, ...payload }: Payload,
	settings: Pick<Settings, 'audience' | 'artifacts' | 'wire' | 'maxBytes'>,
): Promise<Outgoing> {
	const hasArtifacts = settings.artifacts === 'on' && isJsonObject(given) && Object.keys(given).length > 0;
	const { artifacts, texts } = hasArtifacts
		? repackArtifacts(given, (await import('../delivery/replace-thoroughly.ts')).replaceThoroughly)
		: { artifacts: {}, texts: new Map() };
	const envelope = { ...payload, artifacts } as unknown as Envelope;
	const projected = project(envelope, settings.audience);
	if (!projected) return { kind: 'unsendable', reason: `audience ${settings.audience} permits nothing of the payload` };
	const { wire, maxBytes } = settings;
	const rendering = renderWireBody(projected, { wire, maxBytes, texts });
	const queued = { ...projected.value, runId: payload.runId, run: projected.value.run ?? {} } as unknown as Payload;
	if (rendering.kind === 'body') return { kind: 'body', body: rendering.body, queued };
	const body = wire === 'flat' ? incompleteBody(rendering.projected, texts) : undefined;
	return body && body.length <= maxBytes
		? { kind: 'body', body, queued }
		: { kind: 'unsendable', reason: rendering.reason };
}
