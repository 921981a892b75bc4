import type { Projected } from '../privacy/project.ts';
import type { Envelope } from './envelope.ts';
import { type FlatTexts, toFlat } from './flat.ts';
import { type BodyProblem, checkFlatBody } from './receiver-rules.ts';

export const WIRES = ['flat', 'envelope'] as const;
export type Wire = (typeof WIRES)[number];

declare const outgoing: unique symbol;
/** The exact bytes of a POST. Made from a projection only, or read back from the outbox, where nothing else is put. */
export type WireBody = Uint8Array & { readonly [outgoing]: true };

export type Rendering =
	| { readonly kind: 'body'; readonly body: WireBody; readonly projected: Projected<Envelope> }
	| { readonly kind: 'unsendable'; readonly reason: string; readonly projected: Projected<Envelope> };

export interface RenderOptions {
	readonly wire: Wire;
	readonly maxBytes: number;
	readonly texts: FlatTexts;
	readonly remoteParentId?: string | undefined;
}

const encoder = new TextEncoder();

interface Attempt {
	readonly body: WireBody;
	readonly problems: readonly BodyProblem[];
}

function serialise(projected: Projected<Envelope>, options: RenderOptions): Attempt {
	if (options.wire === 'envelope') {
		return { body: encoder.encode(JSON.stringify(projected.value)) as unknown as WireBody, problems: [] };
	}
	const flat = toFlat(projected, options.texts, options.remoteParentId);
	return { body: encoder.encode(JSON.stringify(flat)) as unknown as WireBody, problems: checkFlatBody(flat) };
}

/** The projection with less in it; narrowing what was projected can only withhold more. */
function narrowed(projected: Projected<Envelope>, value: Partial<Envelope>): Projected<Envelope> {
	return { ...projected, value } as Projected<Envelope>;
}

function withoutArtifact(projected: Projected<Envelope>, name: string): Projected<Envelope> {
	const { artifacts = {}, droppedArtifacts = [], ...rest } = projected.value;
	const { [name]: _dropped, ...kept } = artifacts;
	return narrowed(projected, {
		...rest,
		...(Object.keys(kept).length > 0 ? { artifacts: kept } : {}),
		droppedArtifacts: [...(Array.isArray(droppedArtifacts) ? droppedArtifacts : []), name],
	});
}

function withoutFeedback(projected: Projected<Envelope>): Projected<Envelope> {
	const { run } = projected.value;
	if (!run) return projected;
	const { feedback: _feedback, stages, ...facts } = run;
	const plain = Object.entries(stages ?? {}).map(([name, stage]) => {
		// Under `on` a stage of another program's event may be anything.
		if (typeof stage !== 'object' || stage === null) return [name, stage] as const;
		const { feedback: _stageFeedback, ...kept } = stage;
		return [name, kept] as const;
	});
	return narrowed(projected, { ...projected.value, run: { ...facts, stages: Object.fromEntries(plain) } });
}

/** With the first of them: they come in the order of their weight. */
function withFailures(projected: Projected<Envelope>, most: number): Projected<Envelope> {
	const { failures = [], ...facts } = projected.value.run ?? ({} as Partial<NonNullable<Envelope['run']>>);
	const run = { ...facts, ...(most > 0 ? { failures: failures.slice(0, most) } : {}) };
	return narrowed(projected, { ...projected.value, run } as Partial<Envelope>);
}

/** What an artifact weighs on this wire: the flat one carries it as text as well. */
function weight(name: string, projected: Projected<Envelope>, { wire, texts }: RenderOptions): number {
	const compressed = projected.value.artifacts?.[name]?.length ?? 0;
	return compressed + (wire === 'flat' ? (texts.get(name)?.length ?? 0) : 0);
}

function largestArtifact(projected: Projected<Envelope>, options: RenderOptions): string | undefined {
	const names = Object.keys(projected.value.artifacts ?? {});
	return names.sort((one, other) => weight(other, projected, options) - weight(one, projected, options))[0];
}

/**
 * The bytes to POST. Over the limit artifacts go first (largest first, named in `droppedArtifacts`), then feedback, then
 * the lighter failures; what is still too large, or what the receiver would refuse, is unsendable.
 */
export function renderWireBody(event: Projected<Envelope>, options: RenderOptions): Rendering {
	let projected = event;
	let attempt = serialise(projected, options);
	for (let name = largestArtifact(projected, options); name !== undefined && attempt.body.length > options.maxBytes; ) {
		projected = withoutArtifact(projected, name);
		attempt = serialise(projected, options);
		name = largestArtifact(projected, options);
	}
	if (attempt.body.length > options.maxBytes) {
		projected = withoutFeedback(projected);
		attempt = serialise(projected, options);
	}
	const failures = projected.value.run?.failures;
	for (let most = Array.isArray(failures) ? failures.length : 0; most > 0 && attempt.body.length > options.maxBytes; ) {
		most = Math.floor(most / 2);
		projected = withFailures(projected, most);
		attempt = serialise(projected, options);
	}
	const { body, problems } = attempt;
	if (body.length > options.maxBytes) {
		const reason = `body of ${body.length} bytes is over the limit of ${options.maxBytes} bytes`;
		return { kind: 'unsendable', reason, projected };
	}
	if (problems.length > 0) {
		const reason = problems.map(({ field, message }) => `${field} ${message}`).join('; ');
		return { kind: 'unsendable', reason, projected };
	}
	return { kind: 'body', body, projected };
}
