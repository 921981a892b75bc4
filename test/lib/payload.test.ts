import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { isUuidV4 } from '../../source/core/uuid.ts';
import { buildPayload, compressArtifact, generateRunId, type RunData } from '../../source/lib/index.ts';
import { sampleRunData } from './sample-run.ts';

describe('buildPayload', () => {
	test('makes the envelope', () => {
		const { runId, ...run } = sampleRunData();
		expect(buildPayload(sampleRunData())).toEqual({ runId, run });
	});

	test('gives a run without an id one', () => {
		const { runId: _, ...data } = sampleRunData();
		const { runId, run } = buildPayload(data);
		expect(isUuidV4(runId)).toBe(true);
		expect(run).not.toHaveProperty('runId');
	});

	test.each([[{}], [null], [undefined], [[]]])('omits feedback that is %j', (feedback) => {
		expect(buildPayload(sampleRunData({ feedback })).run).not.toHaveProperty('feedback');
	});

	test('keeps feedback', () => {
		const feedback = { alex: { rating: 4, issues: [], recommendation: 'proceed' } };
		expect(buildPayload(sampleRunData({ feedback })).run['feedback']).toEqual(feedback);
	});

	test.each([[undefined], [null], [{}], ['text'], [{ 'FEATURE_SPEC.md': 7 }]])(
		'omits artifacts that are %j',
		(artifacts) => {
			expect(buildPayload(sampleRunData({ artifacts }))).not.toHaveProperty('artifacts');
		},
	);

	test('puts artifacts and identity beside the run', () => {
		const artifacts = { 'FEATURE_SPEC.md': compressArtifact('# Spec') };
		const identity = { gitUser: 'Ada' };
		const payload = buildPayload(sampleRunData({ artifacts, identity }));
		expect(payload).toMatchObject({ artifacts, identity });
		expect(payload.run).not.toHaveProperty('artifacts');
		expect(payload.run).not.toHaveProperty('identity');
	});

	test('keeps keys that it does not know', () => {
		expect(buildPayload(sampleRunData({ branch: 'main' })).run['branch']).toBe('main');
	});

	test('leaves what it was given as it was, and shares nothing with it', () => {
		const data = sampleRunData({ feedback: {}, cost: 3n });
		const before = structuredClone(data);
		const { run } = buildPayload(data);
		expect(data).toEqual(before);
		expect(run['stages']).not.toBe(data.stages);
		expect(() => JSON.stringify(run)).not.toThrow();
	});

	test.each([[null], [undefined], ['text'], [7], [[]]])('has an empty run for %j', (data) => {
		expect(buildPayload(data as unknown as RunData)).toEqual({ runId: expect.any(String), run: {} });
	});
});

describe('compressArtifact', () => {
	test.each([[''], ['# Spec\n'], ['Zürich \u{1F600}\r\n']])('keeps the text %j', (text) => {
		const compressed = compressArtifact(text);
		expect(gunzipSync(Buffer.from(compressed, 'base64')).toString('utf8')).toBe(text);
		expect(compressArtifact(text)).toBe(compressed);
	});
});

test('generateRunId gives a new UUID v4 each time', () => {
	const ids = Array.from({ length: 50 }, generateRunId);
	expect(ids.every(isUuidV4)).toBe(true);
	expect(new Set(ids).size).toBe(50);
});
