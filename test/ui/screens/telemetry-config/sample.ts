import { resolveSettings, type SettingInputs } from '../../../../source/core/settings/resolve.ts';
import { type Draft, NO_DRAFT, withDraft } from '../../../../source/core/settings-screen/draft.ts';
import type { ConfigFacts, QueueRow } from '../../../../source/core/settings-screen/facts.ts';
import { settingRows } from '../../../../source/core/settings-screen/rows.ts';
import { sentParts } from '../../../../source/core/settings-screen/sent.ts';

export const NOW_MS = 1_767_225_600_000;

const QUEUE: readonly QueueRow[] = [
	{ runId: 'run-1', slug: 'billing', state: 'waiting', sinceMs: NOW_MS - 60_000, attempts: 1, words: '503 busy' },
	{ runId: 'run-2', slug: 'search', state: 'rejected', sinceMs: NOW_MS - 7_200_000, attempts: 3, words: '422 slug' },
];

const BODY = { runId: 'r1', slug: 'user-auth', stages: { alex: {} } };

/** What the screen would show of a project with these settings. */
export function sampleFacts(
	given: Partial<SettingInputs> = {},
	draft: Draft = NO_DRAFT,
	queue: readonly QueueRow[] = QUEUE,
): ConfigFacts {
	const saved = { flags: {}, environment: {}, dotenv: {}, ...given };
	const settings = resolveSettings(withDraft(saved, draft));
	const widest = { ...BODY, identity: { gitUser: 'ada' } };
	return {
		draft,
		projectName: 'acme-notes',
		audience: settings.values.audience,
		isActive: true,
		remarks: [],
		rows: settingRows(settings, draft, resolveSettings(saved)),
		queue,
		results: [{ isGood: true, words: '201 delivered in 184 ms', atMs: NOW_MS - 120_000 }],
		host: 'ingest.example.com',
		wire: settings.values.wire,
		previews: [
			{ audience: 'off', sizeBytes: undefined, note: 'nothing leaves', parts: sentParts(undefined, widest), lines: [] },
			{ audience: 'user-only', sizeBytes: 18_200, note: undefined, parts: sentParts(BODY, widest), lines: ['{', '}'] },
			{ audience: 'on', sizeBytes: 18_400, note: undefined, parts: sentParts(widest, widest), lines: ['{', '}'] },
		],
	};
}
