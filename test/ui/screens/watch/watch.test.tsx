import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detailsOfRun } from '../../../../source/core/run-details.ts';
import { THEME_NAMES } from '../../../../source/core/theme-names.ts';
import type { Watched } from '../../../../source/core/watch/dashboard.ts';
import type { WatchFacts } from '../../../../source/core/watch/facts.ts';
import { initialWatch } from '../../../../source/ui/screens/watch/model.ts';
import { WATCH_SCREEN } from '../../../../source/ui/screens/watch/screen.ts';
import { createTheme } from '../../../../source/ui/theme/themes.ts';
import { SEEDED } from '../../../core/property.ts';
import { runOf, stageOf } from '../../../core/sample-run.ts';
import { factsOf, knownOf, lineOf, pastOf, pipelineOf, someFacts } from '../../../core/watch/facts.ts';
import { probeScreen } from '../../../support/frames.tsx';
import { NOW_MS } from '../../../support/store.ts';

const RUNNING = runOf({
	slug: 'user-auth',
	startedAtMs: NOW_MS - 134_000,
	stages: [
		stageOf('alex', {
			startedAtMs: NOW_MS - 134_000,
			completedAtMs: NOW_MS - 93_000,
			durationMs: 41_000,
			cost: 50_000_000_000n,
		}),
		stageOf('cass', { status: 'running', startedAtMs: NOW_MS - 93_000, attemptStartedAtMs: NOW_MS - 93_000 }),
	],
});

const FACTS = factsOf({
	readAtMs: NOW_MS - 2_000,
	runs: [{ run: RUNNING, worktree: undefined }],
	pipelines: [
		pipelineOf({ slug: 'billing', source: 'worktree', worktree: 'feat-billing', startedAtMs: NOW_MS - 9_000 }),
	],
	waiting: [{ slug: 'later', stage: 'nigel' }],
	history: [
		pastOf('run:search-ui', {
			runId: 'search-ui',
			slug: 'search-ui',
			status: 'failed',
			failedStage: 'nigel-tests',
			durationMs: 542_000,
			cost: 90_000_000_000n,
			completedAtMs: NOW_MS - 120_000,
		}),
		pastOf('run:dark-mode', {
			slug: 'dark-mode',
			durationMs: 400_000,
			cost: 60_000_000_000n,
			completedAtMs: NOW_MS - 3_600_000,
		}),
		pastOf('run:export', {
			slug: 'export',
			status: 'failed',
			failedStage: 'alex',
			durationMs: 60_000,
			completedAtMs: NOW_MS - 7_200_000,
		}),
		pastOf('run:paging', { slug: 'paging', status: 'paused', pausedAfter: 'cass', completedAtMs: NOW_MS - 10_800_000 }),
	],
	delivery: {
		mode: { kind: 'active', endpoint: { url: 'https://ingest.example.com/', isPlainHttp: false, isLoopback: false } },
		waiting: 1,
		rejected: [],
		dropped: 0,
		lines: [
			lineOf(2, { slug: 'search-ui', atMs: NOW_MS - 60_000 }),
			lineOf(1, { slug: 'dark-mode', result: 'transient', statusCode: 503, reason: 'busy' }),
		],
	},
});

const probe = (columns = 120, rows = 30, facts: WatchFacts = FACTS, more: Partial<Watched> = {}) =>
	probeScreen(WATCH_SCREEN, initialWatch({ facts, ...more }, '7d'), { columns, rows });

const shown = (screen: ReturnType<typeof probe>) => screen.frame().split('\n');
const leftOf = (screen: ReturnType<typeof probe>) =>
	shown(screen)
		.slice(8, 20)
		.map((line) => line.split('││')[0])
		.join('');
const selectedRow = (screen: ReturnType<typeof probe>) => shown(screen).find((line) => line.includes('▸')) ?? '';
const push = (screen: ReturnType<typeof probe>, facts: WatchFacts, news = 0) =>
	screen.send({ kind: 'event', event: { kind: 'facts', watched: { facts } }, topic: 'facts', news });

describe('what is drawn', () => {
	test('four panes, with what is in them', () => {
		const lines = shown(probe());
		expect(lines).toHaveLength(30);
		expect(lines[0]).toMatch(
			/^ murmur8 {2}acme-notes {2}live {2}audience user-only .*queue 1 {2}updated 2 s ago {2}\? help/,
		);
		expect(lines[1]).toMatch(/^╭─ 1 Now {2}2 ─+╮$/);
		expect(lines[2]).toMatch(/^│ {3}user-auth +2:14 {2}✓ alex 0:41 {2}▶ cass 1:33 {2}· nigel-spec .*\$0\.05 │$/);
		expect(lines[3]).toMatch(/billing +0:09 .*worktree feat-billing │$/);
		expect(lines[4]).toContain('waiting: later (nigel)');
		expect(lines[6]).toMatch(
			/^╭─ 2 Runs {2}7d {2}4 runs {2}✓ 25 % {2}p50 6:40 {2}avg \$0\.08 {2}\S+ ─+╮╭─ 3 Failures {2}2/,
		);
		expect(lines[8]).toMatch(/^│ ▸ search-ui +✗ failed +nigel-tests +9:02 .*\$0\.09 +2 min ago │/);
		expect(lines.at(-5)).toMatch(/^╭─ 4 Delivery ─+╮$/);
		expect(lines.at(-4)).toContain('active   outbox 1   rejected 0');
		expect(lines.at(-3)).toContain('✓ search-ui  delivered 1 min ago (201, 184 ms)');
		expect(lines.at(-1)).toMatch(/^ ↑↓ move {2}⏎ details {2}\/ filter/);
	});

	test('failures by fingerprint: weight, glyph, title and how often, with what is new', () => {
		const known = [
			knownOf('parse', 7.2),
			{ ...knownOf('load', 4.1), className: 'Error', message: 'ENOENT: no such file' },
			{ ...knownOf('pa\u001B[2Jrty', 0.3), severity: 'info' as const },
		];
		const facts = { ...FACTS, failures: { known, churn: { new: 2, resolved: 1, unchanged: 5 } } };
		const right = shown(probe(120, 30, facts)).map((line) => line.split('││')[1] ?? line.split('╮╭')[1] ?? '');
		expect(right.filter((line) => line.trim() !== '').slice(0, 4)).toEqual([
			expect.stringMatching(/^─ 3 Failures {2}\+2 new {2}−1 {2}5 same ─+╮$/),
			expect.stringMatching(/^ {3}7\.2 ✗ TypeError at parse +×14 │$/),
			expect.stringMatching(/^ {3}4\.1 ! ENOENT at load +×14 │$/),
			expect.stringMatching(/^ {3}0\.3 · TypeError at party +×14 │$/),
		]);
		const screen = probe(120, 30, facts);
		screen.press('3', 'y', 'enter');
		expect(screen.effects()).toEqual([
			{ kind: 'copy', text: 'sha256-parse', what: 'sha256-parse' },
			{ kind: 'intent', intent: { kind: 'details', key: 'run:run-1' } },
		]);
	});

	test.each([
		[120, 40],
		[100, 24],
		[99, 30],
		[60, 24],
		[59, 24],
		[40, 8],
		[200, 10],
	])('%d×%d: exactly the room there is, in every pane', (columns, rows) => {
		const screen = probe(columns, rows);
		for (const key of ['1', '2', '3', '4', 'enter', 'escape', '?', 'escape', '/']) {
			screen.press(key);
			expect(shown(screen)).toHaveLength(rows);
		}
	});

	test.each(THEME_NAMES)('in theme %s, with glyphs and without', (name) => {
		for (const isAscii of [false, true]) {
			const screen = probeScreen(
				WATCH_SCREEN,
				initialWatch({ facts: FACTS }, '7d'),
				{ columns: 110, rows: 30 },
				createTheme(name, isAscii),
			);
			const frame = screen.frame();
			for (const word of ['user-auth', 'failed', '4 Delivery']) expect(frame).toContain(word);

			if (isAscii) expect([...frame].filter((character) => character > '~')).toEqual([]);
		}
	});

	test('whatever the facts are, it fits', () => {
		fc.assert(
			fc.property(
				someFacts,
				fc.integer({ min: 40, max: 140 }),
				fc.integer({ min: 8, max: 40 }),
				(facts, columns, rows) => {
					const screen = probe(columns, rows, facts);
					for (const key of ['1', 'j', '2', 'j', '3', '4', 'w', 's']) screen.press(key);
					expect(shown(screen)).toHaveLength(rows);
					for (const control of ['\u202E', '\u0007']) expect(screen.frame()).not.toContain(control);
				},
			),
			{ ...SEEDED, numRuns: 40 },
		);
	});

	test('stale, a demo, problems', () => {
		expect(probe(120, 30, FACTS, { trouble: 'the disk is gone' }).frame()).toMatch(/ STALE [\s\S]* ! the disk is gone/);
		expect(probe(120, 30, { ...FACTS, source: 'demo' }).frame()).toContain('DEMO (seeded data)');
	});

	test('nothing at all', () => {
		const frame = probe(120, 30, factsOf()).frame();
		for (const text of ['nothing in progress', 'no finished runs', 'none', 'not sent: no URL'])
			expect(frame).toContain(text);
	});
});

describe('what keys do', () => {
	test('panes by number, by tab and by arrows', () => {
		const screen = probe();
		const pane = () => screen.state().screen.pane;
		for (const [key, expected] of [
			['1', 'now'],
			['tab', 'runs'],
			['l', 'failures'],
			['right', 'delivery'],
			['tab', 'now'],
			['shift+tab', 'delivery'],
			['h', 'failures'],
			['2', 'runs'],
		] as const) {
			screen.press(key);
			expect(pane(), key).toBe(expected);
		}
	});

	test('rows by arrows and by vim’s keys', () => {
		const screen = probe();
		for (const [key, expected] of [
			['j', 'dark-mode'],
			['down', 'export'],
			['G', 'paging'],
			['k', 'export'],
			['g', 'search-ui'],
			['n', 'export'],
			['n', 'search-ui'],
			['N', 'export'],
		] as const) {
			screen.press(key);
			expect(selectedRow(screen), key).toContain(expected);
		}
	});

	test('no failure to go to is said', () => {
		const screen = probe(120, 30, { ...FACTS, history: [pastOf('a')] });
		screen.press('n');
		expect(screen.frame()).toContain('no failed run here');
	});

	test('a filter, typed key by key, with q in it', () => {
		const screen = probe();
		screen.press('/', 'q', '!', 'x');
		expect(screen.frame()).toContain('/ q!x');
		screen.press('ctrl+u', ...'status:failed !alex');
		expect(screen.frame()).toContain('search-ui');
		for (const gone of ['dark-mode ', 'export ', 'paging ']) expect(leftOf(screen)).not.toContain(gone);
		screen.press('enter', 'G');
		expect(selectedRow(screen)).toContain('search-ui');
		screen.press('escape', 'G');
		expect(selectedRow(screen)).toContain('paging');
	});

	test('sorting by every column, and the other way round; unknown values stay last', () => {
		const screen = probe();
		const order = () => {
			const found = shown(screen).flatMap((line) => /(search-ui|dark-mode|export|paging) +[✗✓!]/.exec(line)?.[1] ?? []);
			return found.join(' ');
		};
		screen.press('s');
		expect(order()).toBe('dark-mode export paging search-ui');
		screen.press('s', 's', 's');
		expect(order()).toBe('search-ui dark-mode export paging');
		screen.press('S');
		expect(order()).toBe('export dark-mode search-ui paging');
		expect(screen.frame()).toContain('▲ TIME');
	});

	test('a window that is shorter shows less', () => {
		const screen = probe();
		screen.press('w', 'w', 'w');
		expect(screen.frame()).toMatch(/2 Runs {2}1h {2}2 runs/);
		expect(selectedRow(screen)).toContain('search-ui');
	});

	test('a failure leads to its runs', () => {
		const screen = probe();
		screen.press('3', 'enter');
		expect(screen.state().screen.pane).toBe('runs');
		expect(screen.frame()).toContain('status:failed stage:"nigel-tests"');
		expect(selectedRow(screen)).toContain('search-ui');
	});

	test('copying says what was copied', () => {
		const screen = probe();
		screen.press('y');
		expect(screen.effects()).toEqual([{ kind: 'copy', text: 'search-ui', what: 'search-ui' }]);
	});

	test('refreshing asks the world', () => {
		const screen = probe();
		screen.press('r');
		expect(screen.effects()).toEqual([{ kind: 'intent', intent: { kind: 'refresh' } }]);
	});

	test('every key of the keymap does something in its context, and never throws', () => {
		for (const [name, { bindings }] of Object.entries(WATCH_SCREEN.keymap)) {
			const opening = { panes: [], filter: ['/'], details: ['enter'] }[name] ?? [];
			for (const { keys } of bindings) {
				const screen = probe();
				screen.press(...opening, ...keys);
				expect(screen.frame(), keys.join()).not.toContain('does nothing here');
			}
		}
	});
});

describe('details', () => {
	const details = detailsOfRun(
		runOf({
			...RUNNING,
			stages: [
				...RUNNING.stages,
				stageOf('late', { feedback: { rating: 2, recommendation: 'revise', issues: ['thin \u001B[2Jspec'] } }),
			],
		}),
		{
			failures: [
				{
					fingerprint: 'sha256-a',
					title: 'TypeError at par\u001B[2Jse',
					stage: 'nigel-tests',
					severity: 'warning',
					count: 14,
					isNew: false,
					sample: 'TypeError: no \u001B[31mname\n    at parse (app.js:LINE)',
					owner: '@acme/app',
				},
			],
			deliveries: [lineOf(1, { result: 'transient', statusCode: 503, reason: 'busy' })],
			preview: {
				kind: 'body',
				audience: 'user-only',
				wire: 'flat',
				sizeBytes: 812,
				origin: 'recorded run',
				text: '{\n  "slug": "user-auth"\n}',
			},
		},
		NOW_MS,
	);

	test('are asked for, shown, kept up to date, and left', () => {
		const screen = probe();
		screen.press('1', 'enter');
		const key = `run:${RUNNING.runId}`;
		expect(screen.effects()).toEqual([{ kind: 'intent', intent: { kind: 'details', key } }]);
		expect(screen.frame()).toContain('Reading…');
		screen.send({ kind: 'event', event: { kind: 'details', key, details } });
		const frame = screen.frame();
		for (const text of [
			'user-auth  ▶ running',
			'Stages',
			'✓ alex',
			'! TypeError at parse  ×14  nigel-tests  seen before  @acme/app',
			'TypeError: no name',
			'    at parse (app.js:LINE)',
			'2 of 5, revise',
			'thin spec',
			'503',
			'busy',
			'What leaves',
			'"slug": "user-auth"',
			'812 B',
		])
			expect(frame).toContain(text);
		push(screen, FACTS);
		expect(screen.effects()).toHaveLength(2);
		screen.press('escape');
		expect(screen.frame()).toContain('2 Runs');
	});

	test('scroll where there is little room, and no further', () => {
		const screen = probe(60, 12);
		screen.press('2', 'enter');
		screen.send({ kind: 'event', event: { kind: 'details', key: 'run:search-ui', details } });
		const top = screen.frame();
		screen.press('j', 'pagedown', 'G');
		const end = screen.frame();
		expect(end).toContain('"slug": "user-auth"');
		screen.press('j', 'pagedown');
		expect(screen.frame()).toBe(end);
		screen.press('k');
		expect(screen.frame()).not.toBe(end);
		screen.press('g');
		expect(screen.frame()).toBe(top);
	});

	test('from failure to failure', () => {
		const screen = probe();
		screen.press('2', 'enter', 'n', 'N');
		expect(screen.effects()).toEqual(
			['search-ui', 'export', 'search-ui'].map((slug) => ({
				kind: 'intent',
				intent: { kind: 'details', key: `run:${slug}` },
			})),
		);
	});

	test('of a run that has gone: back to the panes', () => {
		const screen = probe();
		screen.press('enter');
		screen.send({ kind: 'event', event: { kind: 'details', key: 'run:search-ui', details: undefined } });
		expect(screen.frame()).toMatch(/2 Runs[\s\S]*that run is gone/);
	});

	test('of what another program runs there are none', () => {
		const screen = probe();
		screen.press('1', 'j', 'enter');
		expect(screen.frame()).toContain('another program runs this');
	});
});

describe('while it goes on', () => {
	const more = {
		...FACTS,
		history: [pastOf('run:new', { slug: 'brand-new', completedAtMs: NOW_MS }), ...FACTS.history],
	};

	test('at the top it stays at the top; further down it stays with the row', () => {
		const screen = probe();
		push(screen, more);
		expect(selectedRow(screen)).toContain('brand-new');
		screen.press('j', 'j');
		push(screen, {
			...more,
			history: [pastOf('run:newer', { slug: 'newer', completedAtMs: NOW_MS }), ...more.history],
		});
		expect(selectedRow(screen)).toContain('dark-mode');
	});

	test('frozen, it says how much is new, and shows it afterwards', () => {
		const screen = probe();
		screen.press('space');
		push(screen, FACTS, 5);
		push(screen, more, 7);
		expect(screen.frame()).toContain('PAUSED 12 new');
		expect(screen.frame()).not.toContain('brand-new');
		screen.press('space');
		expect(screen.frame()).toContain('brand-new');
	});

	test('what is left on the normal screen', () => {
		expect(WATCH_SCREEN.summary(probe().state().screen)).toBe(
			'4 runs, ✓ 25 %, p50 6:40, avg $0.08 in 7d; 2 runs in progress; last: search-ui failed at nigel-tests; queue 1',
		);
	});

	test('ten thousand keys on a thousand runs', () => {
		const history = Array.from({ length: 1_000 }, (_, index) =>
			pastOf(`run:${index}`, { slug: `run-${index}`, completedAtMs: NOW_MS - index }),
		);
		const screen = probe(120, 30, { ...FACTS, history });
		for (let index = 0; index < 10_000; index++) screen.press('j');
		expect(selectedRow(screen)).toContain('run-999');
	});
});
