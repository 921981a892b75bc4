import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE_FILE } from '../../source/adapters/paths.ts';
import { openDatabase } from '../../source/store/database.ts';
import { putDeadLetter } from '../../source/store/outbox.ts';
import type { Keymap } from '../../source/ui/keymap/keymap.ts';
import { HISTORY_KEYMAP } from '../../source/ui/screens/history/keys.ts';
import { CONFIG_KEYMAP } from '../../source/ui/screens/telemetry-config/keys.ts';
import { WATCH_KEYMAP } from '../../source/ui/screens/watch/keys.ts';
import { recordRun } from './published.ts';
import type { Runtime } from './runtimes.ts';
import { createSandbox, type Sandbox } from './sandbox.ts';
import { NOW_MS, sampleStage } from './store.ts';
import { openTerminal, type ProgramTerminal, type TerminalOptions } from './terminal.ts';

/** What the tests of every screen need to know of it; a new screen is a row. */
export interface ScreenCase {
	readonly name: string;
	readonly args: readonly string[];
	readonly keymap: Keymap;
	/** Makes what the screen is to show, the same for every call. */
	readonly seed: (sandbox: Sandbox) => void;
	/** On the screen once all of it is there. */
	readonly ready: RegExp;
	/** On the screen where it shows foreign text of every kind, sanitised. */
	readonly foreign: readonly string[];
	/** Keys that lead into each context of the keymap. */
	readonly ways: Readonly<Record<string, readonly string[]>>;
	/** Keys that open a text field, and where what is typed is seen. */
	readonly typing: { readonly open: string; readonly shows: (typed: string) => RegExp };
	/** What is printed where no screen can be drawn. */
	readonly plain: RegExp;
	/** Pressing `key` moves a pointer; where it stands after three times. */
	readonly moving: { readonly key: string; readonly pointsAt: RegExp };
	/** The line that is left on the normal screen. */
	readonly summary: RegExp;
	/** Its text goes on for ever: what tests of text wait for is in the screen’s own tests. */
	readonly isEndless?: true;
}

const SLUGS = [
	'user-auth',
	'billing',
	'search-ui',
	'dark-mode',
	'e\u0301tude',
	'日本語の機能',
	'עברית',
	'👩‍👩‍👧 family',
];
const HOUR_MS = 3_600_000;

/** Runs of every kind, years ago, so that how old they are does not change while a test runs. */
function seedHistory(sandbox: Sandbox): void {
	mkdirSync(join(sandbox.project, '.claude'), { recursive: true });
	const database = openDatabase(join(sandbox.project, DATABASE_FILE));
	try {
		for (let index = 0; index < 40; index++) {
			const startedAtMs = NOW_MS - 400 * 24 * HOUR_MS - index * HOUR_MS;
			const isFailed = index % 5 === 2;
			recordRun(database, {
				runId: `${index.toString(16).padStart(8, '0')}${randomUUID().slice(8)}`,
				slug: SLUGS[index % SLUGS.length] ?? 'user-auth',
				status: isFailed ? 'failed' : 'success',
				startedAtMs,
				completedAtMs: startedAtMs + 60_000 * (1 + (index % 9)),
				...(isFailed ? { failedStage: 'nigel-tests' } : {}),
				stages: [
					sampleStage('alex', {
						startedAtMs,
						durationMs: 41_000,
						cost: 40_000_000_000n,
						tokens: { input: 12_000, output: 800 },
					}),
					sampleStage('nigel-tests', {
						startedAtMs: startedAtMs + 41_000,
						durationMs: 90_000,
						status: isFailed ? 'failed' : 'success',
					}),
				],
			});
		}
	} finally {
		database.close();
	}
}

/** Settings, a run, and events that were rejected long ago. */
function seedSettings(sandbox: Sandbox): void {
	// Nobody listens there: a test event is refused at once.
	const lines = ['MURMUR8_TELEMETRY_URL=http://127.0.0.1:9/events', `MURMUR8_TELEMETRY_KEY=${randomUUID()}`];
	writeFileSync(join(sandbox.project, '.env'), `${lines.join('\n')}\n`, { mode: 0o600 });
	mkdirSync(join(sandbox.project, '.claude'), { recursive: true });
	const database = openDatabase(join(sandbox.project, DATABASE_FILE));
	const atMs = NOW_MS - 400 * 24 * HOUR_MS;
	try {
		recordRun(database, { runId: 'a1', slug: 'user-auth', startedAtMs: atMs, completedAtMs: atMs + 1_000 });
		// Those that a terminal could take amiss, and as few as fit on the screen.
		for (const [index, slug] of SLUGS.slice(4).entries()) {
			recordRun(database, { runId: `dead-${index}`, slug, startedAtMs: atMs - HOUR_MS, completedAtMs: atMs });
			const envelope = JSON.stringify({ runId: `dead-${index}`, run: { slug } });
			const event = {
				runId: `dead-${index}`,
				envelope,
				audience: 'user-only',
				wire: 'flat',
				queuedAtMs: atMs,
			} as const;
			putDeadLetter(database, event, { atMs, reason: `slug ${slug} is unknown`, attempts: 1 });
		}
	} finally {
		database.close();
	}
}

export const SCREENS: readonly ScreenCase[] = [
	{
		name: 'history',
		args: ['history'],
		keymap: HISTORY_KEYMAP,
		seed: seedHistory,
		ready: /40 runs[\s\S]*user-auth/,
		foreign: ['étude', '日本語の機能', 'עברית', '👩 family'],
		ways: {
			table: [],
			filter: ['/'],
			columns: ['v'],
			details: ['enter'],
			comparison: ['m', 'j', 'c'],
			insights: ['i'],
		},
		typing: { open: '/', shows: (typed) => new RegExp(`^ / ${typed}`, 'm') },
		plain: /Pipeline History \(showing 10 of 40 runs\)/,
		moving: { key: 'j', pointsAt: /▸.*dark-mode/ },
		summary: /murmur8 history: 40 runs, 8 failed/,
	},
	{
		name: 'watch',
		args: ['watch', '--window', 'all'],
		keymap: WATCH_KEYMAP,
		seed: seedHistory,
		ready: /40 runs[\s\S]*success/,
		foreign: ['étude', '日本語の機能', 'עברית', '👩 family'],
		ways: { panes: [], filter: ['/'], details: ['enter'] },
		typing: { open: '/', shows: (typed) => new RegExp(`/ ${typed}`) },
		plain: /Runs {2}all {2}40 runs/,
		moving: { key: 'j', pointsAt: /▸.*dark-mode/ },
		// Longer than a narrow terminal is wide.
		summary: /murmur8 watch: 40 runs.*in all; 0 runs in progress;[^>]*; queue 0/,
		isEndless: true,
	},
	{
		name: 'telemetry-config',
		args: ['telemetry-config'],
		keymap: CONFIG_KEYMAP,
		seed: seedSettings,
		// At every size, in every look, and not while something is edited.
		ready: /acme-notes {2}active[\s\S]* move/,
		foreign: ['étude', '日本語の機能', 'עברית', '👩 family'],
		ways: {
			list: [],
			edit: ['enter'],
			question: ['g', 'j', 'j', 'l', 's'],
			text: ['v'],
		},
		typing: { open: 'g\r\u0015', shows: (typed) => new RegExp(`URL +${typed}`) },
		plain: /Telemetry status : active/,
		moving: { key: 'j', pointsAt: /▸.*HTTPS only/ },
		summary: /murmur8 telemetry-config: active at audience user-only/,
	},
];

export interface OpenedScreen extends ProgramTerminal {
	readonly sandbox: Sandbox;
}

type Options = Partial<Pick<TerminalOptions, 'columns' | 'rows' | 'terminal'>> & { readonly flags?: readonly string[] };

/** Starts the program with a screen in a terminal, over data of its own. */
export function openScreen(
	screen: ScreenCase,
	runtime: Runtime,
	options: Options = {},
	sandbox?: Sandbox,
): OpenedScreen {
	const place = sandbox ?? createSandbox(runtime);
	if (!sandbox) screen.seed(place);
	const { flags = [], ...size } = options;
	const terminal = openTerminal({
		command: [...runtime.command, ...screen.args, ...flags],
		cwd: place.project,
		env: place.environment,
		...size,
	});
	return { ...terminal, sandbox: place };
}
