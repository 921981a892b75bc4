import { artifactText } from '../adapters/artifacts.ts';
import { crypto } from '../adapters/builtin.ts';
import type { Envelope } from '../core/payload/envelope.ts';
import type { FlatTexts } from '../core/payload/flat.ts';
import { type Rendering, renderWireBody, type WireBody } from '../core/payload/wire.ts';
import { intersectAudiences } from '../core/privacy/audience.ts';
import { project } from '../core/privacy/project.ts';
import type { SenderSettings } from '../core/settings/delivery-mode.ts';
import { toStorableText } from '../core/text.ts';
import type { Database } from '../store/database.ts';
import { readRemoteId } from '../store/deliveries.ts';
import type { OutboxEvent } from '../store/outbox.ts';

/** Names an endpoint without storing its URL, which may hold a secret. */
export const endpointDigest = (url: string): string => crypto().createHash('sha256').update(url).digest('hex');

/**
 * What an event's body depends on of its endpoint: nothing, unless it names a parent run, whose id is the endpoint's
 * own. Spares nearly every `run finish` the loading of `node:crypto`.
 */
export function endpointOf(parentRunId: string | undefined, url: string): string {
	return parentRunId === undefined ? '' : endpointDigest(url);
}

export type SendableBody =
	| { readonly kind: 'body'; readonly body: WireBody }
	/** The settings of now permit nothing of it; it stays. */
	| { readonly kind: 'held'; readonly reason: string }
	| { readonly kind: 'unsendable'; readonly reason: string };

/** What can be shown as text of the artifacts; one of another program may be no gzip at all. */
function textsOf(envelope: Envelope): FlatTexts {
	const texts = new Map<string, string>();
	for (const [name, data] of Object.entries(envelope.artifacts ?? {})) {
		try {
			texts.set(name, toStorableText(artifactText(data)));
		} catch {
			// It goes as it is, without its text.
		}
	}
	return texts;
}

/**
 * Renders a stored event for the settings of now. What is stored was projected once; reading it back makes it raw
 * data again, so it is projected by what both audiences permit.
 */
function renderAgain(database: Database, event: OutboxEvent, settings: SenderSettings): Rendering | undefined {
	const envelope = JSON.parse(event.envelope) as Envelope;
	const projected = project(envelope, intersectAudiences(event.audience, settings.audience));
	// Another program's may be of any type.
	const parentRunId: unknown = envelope.run?.parentRunId;
	if (!projected) return undefined;
	return renderWireBody(projected, {
		wire: settings.wire,
		maxBytes: settings.maxBytes,
		texts: settings.wire === 'flat' ? textsOf(envelope) : new Map(),
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
