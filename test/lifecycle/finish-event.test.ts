import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FinishRequest } from '../../source/core/finish.ts';
import { endpointDigest } from '../../source/delivery/endpoint-digest.ts';
import { type LifecycleTools, recordFinish } from '../../source/lifecycle/finish.ts';
import { recordFeedback, recordStage } from '../../source/lifecycle/stage.ts';
import { recordStart } from '../../source/lifecycle/start.ts';
import { readCounter } from '../../source/store/counters.ts';
import { deliveriesOf, putRemoteId } from '../../source/store/deliveries.ts';
import { DROPPED_COUNTER, listDeadLetters, listOutbox, putEvent, readEvent } from '../../source/store/outbox.ts';
import { readRun } from '../../source/store/runs.ts';
import { ACTIVE, recordingTools, TELEMETRY_URL, type Variables } from '../support/recording.ts';
import { NOW_MS, sampleEvent } from '../support/store.ts';

const SUCCESS: FinishRequest = { status: 'success', feedbackWithheld: false };

function withRun(variables: Variables, parentRunId?: string): LifecycleTools {
	const tools = recordingTools(variables);
	const { database, project } = tools;
	recordStart(database, project, { runId: 'run', slug: 'user-auth', type: 'feature', parentRunId }, NOW_MS);
	recordStage(database, 'run', 'alex', 'done', {}, NOW_MS + 1_000);
	return tools;
}

function bodyOf({ database }: LifecycleTools) {
	return JSON.parse(Buffer.from(readEvent(database, 'run')?.body ?? []).toString());
}

describe('an event is queued', () => {
	test('as it will be sent, with the envelope that it was made from', async () => {
		const tools = withRun(ACTIVE);
		expect(await recordFinish(tools, 'run', SUCCESS)).toEqual({ kind: 'queued' });
		const event = readEvent(tools.database, 'run');
		expect(event).toMatchObject({ audience: 'user-only', wire: 'flat', queuedAtMs: tools.nowMs, attempts: 0 });
		const body = bodyOf(tools);
		expect(body).toMatchObject({
			runId: 'run',
			slug: 'user-auth',
			status: 'success',
			totalDurationMs: 60_000,
			featureSpec: expect.stringContaining('# User auth'),
			stories: [{ title: 'login', content: '# Login\n' }],
		});
		expect(body).not.toHaveProperty('identity');
		const envelope = JSON.parse(event?.envelope ?? '');
		expect(envelope).toMatchObject({ runId: 'run', run: { slug: 'user-auth' }, artifacts: body.artifacts });
		expect(envelope).not.toHaveProperty('featureSpec');
	});

	test('without artifacts where they are off, and with identity where the audience is on', async () => {
		const variables = { ...ACTIVE, MURMUR8_TELEMETRY_ARTIFACTS: 'off', MURMUR8_TELEMETRY_AUDIENCE: 'on' };
		const tools = withRun(variables);
		await recordFinish({ ...tools, environment: { GITHUB_ACTOR: 'octocat' } }, 'run', SUCCESS);
		const body = bodyOf(tools);
		expect(body).toMatchObject({ gitHubUser: 'octocat', identity: { recorder: 'murmur8-cli/0.0.0' } });
		expect(body).not.toHaveProperty('artifacts');
	});

	test.each([true, false])('with feedback withheld: %s', async (feedbackWithheld) => {
		const tools = withRun(ACTIVE);
		recordFeedback(tools.database, 'run', 'alex', { rating: 2, issues: [], recommendation: 'revise' });
		await recordFinish(tools, 'run', { ...SUCCESS, feedbackWithheld });
		expect('feedback' in bodyOf(tools)).toBe(!feedbackWithheld);
	});
});

describe('the parent run', () => {
	test.each([
		['that this endpoint knows goes by its id there', TELEMETRY_URL, 'remote-parent'],
		['that another endpoint knows is left out', 'https://other.example.invalid/', undefined],
	])('%s', async (_, url, parentRunId) => {
		const tools = withRun(ACTIVE, 'parent');
		putRemoteId(tools.database, 'parent', endpointDigest(url), 'remote-parent');
		await recordFinish(tools, 'run', SUCCESS);
		expect(bodyOf(tools).parentRunId).toBe(parentRunId);
		expect(JSON.parse(readEvent(tools.database, 'run')?.envelope ?? '')).toMatchObject({
			run: { parentRunId: 'parent' },
		});
	});

	test('that is named only at the end counts', async () => {
		const tools = withRun(ACTIVE);
		putRemoteId(tools.database, 'parent', endpointDigest(TELEMETRY_URL), 'remote-parent');
		await recordFinish(tools, 'run', { ...SUCCESS, parentRunId: 'parent' });
		expect(bodyOf(tools).parentRunId).toBe('remote-parent');
	});
});

/** Settings under which nothing is queued, and what is noted of that. */
const INACTIVE: readonly (readonly [name: string, variables: Variables, noted: RegExp | undefined])[] = [
	['there is no URL', {}, undefined],
	['the URL is empty', { MURMUR8_TELEMETRY_URL: '' }, undefined],
	['the audience is off', { ...ACTIVE, MURMUR8_TELEMETRY_AUDIENCE: 'off' }, undefined],
	['nobody may track', { ...ACTIVE, DO_NOT_TRACK: '1' }, undefined],
	[
		'the audience is off and the rest is invalid',
		{ MURMUR8_TELEMETRY_URL: 'no url', MURMUR8_TELEMETRY_AUDIENCE: 'off' },
		undefined,
	],
	['the URL is invalid', { MURMUR8_TELEMETRY_URL: 'no url' }, /MURMUR8_TELEMETRY_URL/],
	['a setting is invalid', { ...ACTIVE, MURMUR8_TELEMETRY_WIRE: 'round' }, /MURMUR8_TELEMETRY_WIRE is "round"/],
	['operator-only is asked of the flat wire', { ...ACTIVE, MURMUR8_TELEMETRY_AUDIENCE: 'operator-only' }, /flat wire/],
];

describe('nothing is queued, and the run is recorded,', () => {
	test.each(INACTIVE)('where %s', async (_, variables, noted) => {
		const tools = withRun(variables);
		expect(await recordFinish(tools, 'run', SUCCESS)).toEqual({ kind: 'recorded' });
		expect(readRun(tools.database, 'run')?.status).toBe('success');
		expect([listOutbox(tools.database), listDeadLetters(tools.database)]).toEqual([[], []]);
		const log = deliveriesOf(tools.database, 'run', 5);
		const lines = noted ? [{ result: 'not-queued', atMs: tools.nowMs, reason: expect.stringMatching(noted) }] : [];
		expect(log).toMatchObject(lines);
	});
});

describe('an event that is too large', () => {
	const SMALL = { ...ACTIVE, MURMUR8_TELEMETRY_MAX_BYTES: '1024' };

	function oversized(): LifecycleTools {
		const tools = withRun(SMALL);
		for (let index = 0; index < 30; index++) {
			recordStage(tools.database, 'run', `stage-${index}`, 'done', {}, NOW_MS + 2_000);
		}
		return tools;
	}

	test('becomes a dead letter at once, with the reason', async () => {
		const tools = oversized();
		expect(await recordFinish(tools, 'run', SUCCESS)).toEqual({ kind: 'dead-letter' });
		expect(readRun(tools.database, 'run')?.status).toBe('success');
		const reason = expect.stringMatching(/^body of \d+ bytes is over the limit of 1024 bytes$/);
		expect(listDeadLetters(tools.database)).toMatchObject([{ runId: 'run', attempts: 0, statusCode: null, reason }]);
		expect(deliveriesOf(tools.database, 'run', 5)).toMatchObject([{ result: 'rejected', reason }]);
		expect(listOutbox(tools.database)).toEqual([]);
	});

	test('takes nobody’s place in a full outbox', async () => {
		const tools = oversized();
		for (let index = 0; index < 50; index++) putEvent(tools.database, sampleEvent(`waiting-${index}`));
		await recordFinish(tools, 'run', SUCCESS);
		expect(listOutbox(tools.database)).toHaveLength(50);
		expect(readCounter(tools.database, DROPPED_COUNTER)).toBe(0);
	});

	test('only by an artifact goes without it', async () => {
		const tools = withRun({ ...ACTIVE, MURMUR8_TELEMETRY_MAX_BYTES: '8192' });
		const feature = join(tools.project.root, '.blueprint', 'features', 'feature_user-auth');
		writeFileSync(join(feature, 'story-large.md'), randomBytes(16_384));
		expect(await recordFinish(tools, 'run', SUCCESS)).toEqual({ kind: 'queued' });
		expect(readEvent(tools.database, 'run')?.body.length).toBeLessThanOrEqual(8_192);
		const body = bodyOf(tools);
		expect(Object.keys(body.artifacts)).toEqual(['FEATURE_SPEC.md', 'story-login.md']);
		expect(body.droppedArtifacts).toEqual(['story-large.md']);
	});
});
