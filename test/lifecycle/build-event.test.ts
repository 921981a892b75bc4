import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AUDIENCES, type Audience } from '../../source/core/privacy/audience.ts';
import { buildEvent, gatherSurroundings, NO_SURROUNDINGS } from '../../source/lifecycle/build-event.ts';
import { createProject } from '../support/recording.ts';
import { NOW_MS, sampleRun } from '../support/store.ts';

const RUN = sampleRun({ status: 'success', completedAtMs: NOW_MS + 1_000 });
const LIMIT = 1_048_576;

describe('what surrounds a run is read only for an audience that may see it', () => {
	test.each<[Audience, 'on' | 'off', boolean, boolean]>([
		['off', 'on', false, false],
		['user-only', 'on', true, false],
		['user-only', 'off', false, false],
		['operator-only', 'on', false, true],
		['on', 'on', true, true],
		['on', 'off', false, true],
	])('audience %s, artifacts %s: content %s, identity %s', async (audience, artifacts, hasContent, hasIdentity) => {
		const gathered = await gatherSurroundings(createProject(), 'user-auth', { audience, artifacts }, {}, 'recorder');
		const names = hasContent ? ['FEATURE_SPEC.md', 'story-login.md'] : [];
		expect(gathered.artifacts.map(({ name }) => name)).toEqual(names);
		expect(gathered.identity?.recorder).toBe(hasIdentity ? 'recorder' : undefined);
		expect(gathered.droppedArtifacts).toEqual([]);
	});

	test('files that could not be taken along are named', async () => {
		const project = createProject();
		mkdirSync(join(project.root, '.blueprint/features/feature_user-auth/story-folder.md'));
		const gathered = await gatherSurroundings(
			project,
			'user-auth',
			{ audience: 'on', artifacts: 'on' },
			{},
			'recorder',
		);
		const rendering = buildEvent(
			RUN,
			[],
			gathered,
			{ audience: 'user-only', wire: 'envelope', maxBytes: LIMIT },
			undefined,
		);
		expect(rendering?.projected.value).toMatchObject({ droppedArtifacts: ['story-folder.md'] });
	});
});

describe('an event', () => {
	test.each(AUDIENCES)('for %s is projected for it before it is rendered', (audience) => {
		const surroundings = {
			identity: { gitUser: 'Ada', recorder: 'recorder' },
			artifacts: [{ name: 'FEATURE_SPEC.md', gzipBase64: 'H4sI', text: 'spec' }],
			droppedArtifacts: [],
			replacedSecrets: {},
		};
		const rendering = buildEvent(RUN, [], surroundings, { audience, wire: 'envelope', maxBytes: LIMIT }, undefined);
		const text = rendering?.kind === 'body' ? Buffer.from(rendering.body).toString() : '';
		expect(rendering?.projected.audience).toBe(audience === 'off' ? undefined : audience);
		expect(text.includes('user-auth')).toBe(audience === 'user-only' || audience === 'on');
		expect(text.includes('H4sI')).toBe(audience === 'user-only' || audience === 'on');
		expect(text.includes('Ada')).toBe(audience === 'operator-only' || audience === 'on');
	});

	test('is the same bytes for the same run', () => {
		const build = () =>
			buildEvent(RUN, [], NO_SURROUNDINGS, { audience: 'on', wire: 'flat', maxBytes: LIMIT }, undefined);
		expect(build()).toEqual(build());
	});
});
