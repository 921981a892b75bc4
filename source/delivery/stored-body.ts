import { isJsonObject } from '../core/json.ts';
import type { Envelope } from '../core/payload/envelope.ts';
import type { FlatTexts } from '../core/payload/flat.ts';
import { type Rendering, renderWireBody, type WireBody } from '../core/payload/wire.ts';
import { intersectAudiences } from '../core/privacy/audience.ts';
import { project } from '../core/privacy/project.ts';
import type { SenderSettings } from '../core/settings/delivery-mode.ts';
import { replaceSecrets } from '../failures/secrets.ts';
import type { Database } from '../store/database.ts';
import { readRemoteId } from '../store/deliveries.ts';
import type { OutboxEvent } from '../store/outbox.ts';
import { repackArtifacts } from './clean-artifacts.ts';
import { endpointDigest } from './endpoint-digest.ts';

export type SendableBody =
	| { readonly kind: 'body'; readonly body: WireBody }
	/** The settings of now permit nothing of it; it stays. */
	| { readonly kind: 'held'; readonly reason: string }
	| { readonly kind: 'unsendable'; readonly reason: string };

/** Another program's queue may hold anything where artifacts belong, and nobody has looked through them for secrets. */
function cleaned(stored: Envelope): { readonly envelope: Envelope; readonly texts: FlatTexts } {
	if (!isJsonObject(stored.artifacts)) return { envelope: stored, texts: new Map() };
	const { artifacts, texts } = repackArtifacts(stored.artifacts, replaceSecrets);
	return { envelope: { ...stored, artifacts } as Envelope, texts };
}

/**
 * Renders a stored event for the settings of now. What is stored was projected once; reading it back makes it raw
 * data again, so it is projected by what both audiences permit.
 */
function renderAgain(database: Database, event: OutboxEvent, settings: SenderSettings): Rendering | undefined {
	const stored = JSON.parse(event.envelope) as Envelope;
	const { envelope, texts } = cleaned(stored);
	const projected = project(envelope, intersectAudiences(event.audience, settings.audience));
	// Another program's may be of any type.
	const parentRunId: unknown = envelope.run?.parentRunId;
	if (!projected) return undefined;
	return renderWireBody(projected, {
		wire: settings.wire,
		maxBytes: settings.maxBytes,
		texts,
		remoteParentId:
			typeof parentRunId === 'string' ? readRemoteId(database, parentRunId, endpointDigest(settings.url)) : undefined,
	});
}

/** Whether an event that a narrower audience makes unsendable could be sent at its own. */
function isSendableWider(database: Database, event: OutboxEvent, settings: SenderSettings): boolean {
	return renderAgain(database, event, { ...settings, audience: event.audience })?.kind === 'body';
}

/** The bytes to send for a stored event: the stored ones wherever audience, wire and endpoint are as they were. */
export function bodyFor(database: Database, event: OutboxEvent, settings: SenderSettings): SendableBody {
	const { audience, wire } = settings;
	if (intersectAudiences(event.audience, audience) === 'off')
		return { kind: 'held', reason: `audience is ${audience}` };
	const isNarrower = intersectAudiences(event.audience, audience) !== event.audience;
	const isSameEndpoint = event.endpoint === '' || event.endpoint === endpointDigest(settings.url);
	if (!isNarrower && wire === event.wire && isSameEndpoint) {
		return { kind: 'body', body: event.body };
	}
	const rendering = renderAgain(database, event, settings);
	if (!rendering) return { kind: 'held', reason: `audience is ${audience}` };
	// A narrower audience on the flat wire leaves less than the wire needs; wider settings may come back, so it waits.
	if (rendering.kind === 'unsendable' && isNarrower && isSendableWider(database, event, settings))
		return { kind: 'held', reason: rendering.reason };
	return rendering.kind === 'body' ? { kind: 'body', body: rendering.body } : rendering;
}
