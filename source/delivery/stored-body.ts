import { isJsonObject } from '../core/json.ts';
import type { Envelope } from '../core/payload/envelope.ts';
import { type Rendering, renderWireBody, type WireBody } from '../core/payload/wire.ts';
import { intersectAudiences } from '../core/privacy/audience.ts';
import { project } from '../core/privacy/project.ts';
import type { SenderSettings } from '../core/settings/delivery-mode.ts';
import type { Database } from '../store/database.ts';
import { readRemoteId } from '../store/deliveries.ts';
import type { OutboxEvent } from '../store/outbox.ts';
import { type RepackedArtifacts, type ReplacedSecrets, repackArtifacts } from './clean-artifacts.ts';
import { endpointDigest } from './endpoint-digest.ts';

export type SendableBody =
	/** `replaced` counts the secrets that were found only now. */
	| { readonly kind: 'body'; readonly body: WireBody; readonly replaced: ReplacedSecrets }
	/** The settings of now permit nothing of it; it stays. */
	| { readonly kind: 'held'; readonly reason: string }
	| { readonly kind: 'unsendable'; readonly reason: string };

/** An event as it stands in the outbox, and its artifacts as they may leave. */
interface Cleaned {
	readonly stored: Envelope;
	readonly repacked: RepackedArtifacts;
}

/** Another program's queue may have held anything. */
function storedEnvelope({ envelope }: OutboxEvent): Envelope {
	const stored: unknown = JSON.parse(envelope);
	return (isJsonObject(stored) ? stored : {}) as unknown as Envelope;
}

const NO_ARTIFACTS = { texts: new Map(), replaced: {} };

/**
 * When a run ended, its artifacts lost what looks like a key by itself; another program's queue may hold anything. Here,
 * where everything that leaves comes by, the whole engine goes over them. Only an event that has some pays for it.
 */
async function clean(stored: Envelope): Promise<Cleaned> {
	const { artifacts } = stored;
	if (!isJsonObject(artifacts) || Object.keys(artifacts).length === 0) {
		return { stored, repacked: { artifacts: artifacts ?? {}, ...NO_ARTIFACTS } };
	}
	const { replaceThoroughly } = await import('./replace-thoroughly.ts');
	return { stored, repacked: repackArtifacts(artifacts, replaceThoroughly) };
}

/**
 * Renders a stored event for the settings of now. What is stored was projected once; reading it back makes it raw
 * data again, so it is projected by what both audiences permit.
 */
function renderAgain(
	database: Database,
	event: OutboxEvent,
	{ stored, repacked }: Cleaned,
	settings: SenderSettings,
): Rendering | undefined {
	const envelope = isJsonObject(stored.artifacts) ? ({ ...stored, artifacts: repacked.artifacts } as Envelope) : stored;
	const projected = project(envelope, intersectAudiences(event.audience, settings.audience));
	// Another program's may be of any type.
	const parentRunId: unknown = envelope.run?.parentRunId;
	if (!projected) return undefined;
	return renderWireBody(projected, {
		wire: settings.wire,
		maxBytes: settings.maxBytes,
		texts: repacked.texts,
		remoteParentId:
			typeof parentRunId === 'string' ? readRemoteId(database, parentRunId, endpointDigest(settings.url)) : undefined,
	});
}

/**
 * The bytes to send for a stored event: the stored ones wherever audience, wire and endpoint are as they were and no
 * secret is in them.
 */
export async function bodyFor(database: Database, event: OutboxEvent, settings: SenderSettings): Promise<SendableBody> {
	const { audience, wire } = settings;
	if (intersectAudiences(event.audience, audience) === 'off')
		return { kind: 'held', reason: `audience is ${audience}` };
	const isNarrower = intersectAudiences(event.audience, audience) !== event.audience;
	const isSameEndpoint = event.endpoint === '' || event.endpoint === endpointDigest(settings.url);
	const cleaned = await clean(storedEnvelope(event));
	const { replaced } = cleaned.repacked;
	const isClean = Object.keys(replaced).length === 0;
	if (!isNarrower && wire === event.wire && isSameEndpoint && isClean) {
		return { kind: 'body', body: event.body, replaced };
	}
	const rendering = renderAgain(database, event, cleaned, settings);
	if (!rendering) return { kind: 'held', reason: `audience is ${audience}` };
	// A narrower audience on the flat wire leaves less than the wire needs; wider settings may come back, so it waits.
	const isWaiting = rendering.kind === 'unsendable' && isNarrower;
	if (isWaiting && renderAgain(database, event, cleaned, { ...settings, audience: event.audience })?.kind === 'body')
		return { kind: 'held', reason: rendering.reason };
	return rendering.kind === 'body' ? { kind: 'body', body: rendering.body, replaced } : rendering;
}
