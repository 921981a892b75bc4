import { describe, expect, test } from 'vitest';
import type { FailureCount } from '../../../source/core/metrics/snapshot.ts';
import type { Artifact } from '../../../source/core/payload/envelope.ts';
import { type Rendering, renderWireBody, type Wire } from '../../../source/core/payload/wire.ts';
import type { Run } from '../../../source/core/run.ts';
import { stageOf } from '../sample-run.ts';
import { artifactOf, eventOf, FINISHED } from './sample-event.ts';

interface Options {
	readonly wire?: Wire;
	readonly maxBytes?: number;
	readonly artifacts?: Artifact[];
	readonly failures?: readonly FailureCount[];
}

function render(
	run: Run,
	{ wire = 'flat', maxBytes = 1_048_576, artifacts = [], failures = [] }: Options = {},
): Rendering {
	const { projected, texts } = eventOf(run, { artifacts, failures });
	return renderWireBody(projected, { wire, maxBytes, texts });
}

function bodyOf(rendering: Rendering): Record<string, unknown> {
	if (rendering.kind !== 'body') throw new Error(rendering.reason);
	return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(rendering.body));
}

const sizeOf = (rendering: Rendering) => (rendering.kind === 'body' ? rendering.body.length : Number.NaN);
const issues = ['é'.repeat(2_000)];
const RATED: Run = {
	...FINISHED,
	stages: [stageOf('alex', { feedback: { rating: 2, issues, recommendation: 'revise' } })],
};
const FILES = [
	artifactOf('FEATURE_SPEC.md', 's'.repeat(3_000), 100),
	artifactOf('story-big.md', 'b'.repeat(1_000), 5_000),
	artifactOf('story-small.md', 't'.repeat(200), 100),
];

describe('what fits', () => {
	test.each(['flat', 'envelope'] as const)('%s: nothing is left out, and the bytes are the same every time', (wire) => {
		const rendering = render(RATED, { wire, artifacts: FILES });
		const body = bodyOf(rendering);
		expect(Object.keys(body['artifacts'] ?? {})).toEqual(FILES.map(({ name }) => name));
		expect(body).not.toHaveProperty('droppedArtifacts');
		expect(rendering).toEqual(render(RATED, { wire, artifacts: FILES }));
	});

	test('the envelope goes as it was projected', () => {
		const rendering = render(FINISHED, { wire: 'envelope' });
		expect(bodyOf(rendering)).toEqual(JSON.parse(JSON.stringify(rendering.projected.value)));
	});

	test('a body of exactly the limit fits, one byte more does not', () => {
		const size = sizeOf(render(FINISHED));
		expect(sizeOf(render(FINISHED, { maxBytes: size }))).toBe(size);
		// Without the feedback it is smaller, and so it goes all the same.
		expect(sizeOf(render(FINISHED, { maxBytes: size - 1 }))).toBeLessThan(size);
	});
});

describe('over the limit artifacts go, the largest on this wire first', () => {
	const ALL = FILES.map(({ name }) => name);
	test.each<[Wire, readonly string[]]>([
		// The flat wire carries each file as text as well.
		['flat', ['story-big.md', 'FEATURE_SPEC.md', 'story-small.md']],
		['envelope', ['story-big.md', 'FEATURE_SPEC.md', 'story-small.md']],
	])('%s: in the order %j', (wire, order) => {
		for (const count of [1, 2, 3]) {
			const dropped = order.slice(0, count);
			const kept = FILES.filter(({ name }) => !dropped.includes(name));
			const room = sizeOf(render(FINISHED, { wire, artifacts: kept })) + JSON.stringify(dropped).length + 40;
			const rendering = render(FINISHED, { wire, artifacts: FILES, maxBytes: room });
			const body = bodyOf(rendering);
			expect(body['droppedArtifacts']).toEqual(dropped);
			expect(Object.keys(body['artifacts'] ?? {})).toEqual(ALL.filter((name) => !dropped.includes(name)));
			expect(body['featureSpec'] !== undefined).toBe(wire === 'flat' && !dropped.includes('FEATURE_SPEC.md'));
			expect(sizeOf(rendering)).toBeLessThanOrEqual(room);
			expect(rendering.projected.value.droppedArtifacts).toEqual(dropped);
		}
	});

	test('which one is the largest depends on the wire', () => {
		const files = [artifactOf('story-a.md', 'a'.repeat(9_000), 10), artifactOf('story-b.md', 'b', 8_000)];
		expect(bodyOf(render(FINISHED, { artifacts: files, maxBytes: 11_000 }))['droppedArtifacts']).toEqual([
			'story-a.md',
		]);
		const envelope = render(FINISHED, { wire: 'envelope', artifacts: files, maxBytes: 4_000 });
		expect(bodyOf(envelope)['droppedArtifacts']).toEqual(['story-b.md']);
	});

	test('a file named __proto__ is dropped like any other', () => {
		const rendering = render(FINISHED, { artifacts: [artifactOf('__proto__', 'x', 5_000)], maxBytes: 2_000 });
		expect(bodyOf(rendering)['droppedArtifacts']).toEqual(['__proto__']);
		expect(bodyOf(rendering)).not.toHaveProperty('artifacts');
	});
});

describe('then feedback goes', () => {
	test.each(['flat', 'envelope'] as const)('%s: the words, with the rating kept', (wire) => {
		const rendering = render(RATED, { wire, maxBytes: 2_500, artifacts: FILES });
		const body = bodyOf(rendering);
		const run = (wire === 'flat' ? body : body['run']) as Record<string, unknown>;
		expect(run).not.toHaveProperty('feedback');
		expect(run['stages']).toStrictEqual({
			alex: { name: 'alex', status: 'success', durationMs: 0, feedbackRating: 2 },
		});
		expect(body['droppedArtifacts']).toHaveLength(3);
	});

	test('but not as long as dropping artifacts is enough', () => {
		expect(bodyOf(render(RATED, { maxBytes: 9_500, artifacts: FILES }))).toMatchObject({
			feedback: { alex: { issues } },
		});
	});
});

describe('then the lighter failures go', () => {
	const failures = Array.from({ length: 64 }, (_, index) => ({
		fingerprint: `sha256-${String(index).padStart(64, '0')}`,
		stage: 'alex',
		severity: 'info' as const,
		count: 1,
	}));

	test.each(['flat', 'envelope'] as const)('%s: as many of the first as there is room for, then none', (wire) => {
		const left = (maxBytes: number) => {
			const body = bodyOf(render(RATED, { wire, failures, maxBytes }));
			const run = (wire === 'flat' ? body : body['run']) as { failures?: unknown };
			return run.failures;
		};
		expect(left(100_000)).toEqual(failures);
		expect(left(6_000)).toEqual(failures.slice(0, 32));
		expect(left(1_200)).toEqual(failures.slice(0, 4));
		expect(left(440)).toBeUndefined();
	});
});

describe('what can not be sent', () => {
	test.each(['flat', 'envelope'] as const)('%s: still too large', (wire) => {
		const rendering = render({ ...RATED, slug: 'x'.repeat(3_000) }, { wire, maxBytes: 2_000, artifacts: FILES });
		expect(rendering).toMatchObject({
			kind: 'unsendable',
			reason: expect.stringMatching(/^body of \d+ bytes is over the limit of 2000 bytes$/),
		});
		expect(rendering.projected.value.droppedArtifacts).toHaveLength(3);
	});

	test('what the receiver would refuse, with its reason; the envelope wire takes it', () => {
		const blank = { ...FINISHED, slug: ' ' };
		expect(render(blank)).toMatchObject({ kind: 'unsendable', reason: 'slug must be a non-blank string' });
		expect(render(blank, { wire: 'envelope' }).kind).toBe('body');
	});

	test('the size counts in bytes, not in characters', () => {
		const run = { ...FINISHED, slug: '漢'.repeat(1_000), stages: [] };
		expect(render(run, { maxBytes: 3_000 }).kind).toBe('unsendable');
		expect(render(run, { maxBytes: 8_000 }).kind).toBe('body');
	});
});
