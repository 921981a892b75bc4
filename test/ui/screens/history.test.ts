import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detailsOfEntry } from '../../../source/core/run-details.ts';
import { HISTORY_KEYMAP } from '../../../source/ui/screens/history/keys.ts';
import { historyState } from '../../../source/ui/screens/history/model.ts';
import { createHistoryScreen } from '../../../source/ui/screens/history/screen.tsx';
import { lineOf } from '../../core/watch/facts.ts';
import { probeScreen } from '../../support/frames.tsx';
import { sampleRecord, sampleRecords } from '../../support/history-records.ts';
import { SEEDED } from '../../support/seed.ts';
import { NOW_MS } from '../../support/store.ts';
import { bytesOf } from '../../support/terminal.ts';

const SCREEN = createHistoryScreen('acme-notes');
const empty = (columns = 110, rows = 20) => probeScreen(SCREEN, historyState(), { columns, rows });

function probe(count = 30, columns = 110, rows = 20) {
	const screen = empty(columns, rows);
	screen.send({
		kind: 'event',
		event: { kind: 'records', records: sampleRecords(count), total: count, isLoading: false },
	});
	return screen;
}

const ENTRY = {
	slug: 'user-auth',
	status: 'failed',
	failedStage: 'cass',
	startedAt: '2026-01-01T10:00:00.000Z',
	completedAt: '2026-01-01T10:03:00.000Z',
	totalDurationMs: 180_000,
	totalCost: 0.12,
	runId: 'run-1',
	stages: {
		alex: {
			status: 'success',
			startedAt: '2026-01-01T10:00:00.000Z',
			durationMs: 60_000,
			cost: 0.1,
			tokens: { input: 12_000, output: 900 },
			feedback: { rating: 4, issues: ['too\u001B[31m long'], recommendation: 'proceed' },
		},
		cass: { status: 'failed', startedAt: '2026-01-01T10:01:00.000Z', durationMs: 120_000, cost: 0.02, attempts: 2 },
	},
};

const FAILURE = {
	fingerprint: 'sha256-a',
	title: 'TypeError at par\u001B[2Jse',
	stage: 'cass',
	severity: 'error',
	count: 14,
	isNew: true,
	sample: 'test: parses\nTypeError: no \u001B[31mname\n    at parse (app.js:LINE)',
} as const;

const details = (identity: string, entry: object = ENTRY) =>
	detailsOfEntry(
		identity,
		entry,
		{
			event: 'waiting',
			failures: [FAILURE],
			deliveries: [lineOf(1, { result: 'transient', statusCode: 503, reason: 'busy', atMs: NOW_MS - 60_000 })],
			preview: { kind: 'nothing', reason: 'nothing leaves at audience off' },
		},
		Date.parse,
	);

describe('history', () => {
	test('an empty one says what to do', () => {
		const screen = empty();
		expect(screen.frame()).toContain('Reading the history');
		screen.send({ kind: 'event', event: { kind: 'records', records: [], total: 0, isLoading: false } });
		expect(screen.frame()).toContain('No finished runs yet.');
		expect(screen.frame()).toContain('murmur8 run start');
	});

	test('while it reads on, it says how far it is', () => {
		const screen = empty();
		screen.send({ kind: 'event', event: { kind: 'records', records: sampleRecords(5), total: 100, isLoading: true } });
		expect(screen.frame()).toContain('reading 5 of 100');
	});

	test('a filter is live, counts, and goes again', () => {
		const screen = probe();
		screen.press('/', ...'status:failed');
		expect(screen.frame()).toContain('6 of 30 runs');
		screen.press('enter', 'j');
		expect(screen.state().screen.list.selected).toBe(1);
		screen.press('/', ...'x');
		expect(screen.frame()).toContain('None of 30 runs matches the filter.');
		screen.press('escape');
		expect(screen.frame()).toContain('30 runs');
	});

	test('a name that is no field is told at once', () => {
		const screen = probe();
		screen.press('/', ...'stat:failed');
		expect(screen.frame()).toContain('no field stat; fields: slug status stage');
	});

	test('while the filter is typed, q and ? and space are text', () => {
		const screen = probe();
		screen.press('/', 'q', '?', 'space', 's');
		expect(screen.frame()).toMatch(/^ \/ q\? s/m);
		expect(screen.effects()).toEqual([]);
	});

	test('sorts by every column that is shown, both ways', () => {
		const screen = probe();
		const seen = new Set<string>();
		for (let index = 0; index < 7; index++) {
			seen.add(/by (\w+)/.exec(screen.frame())?.[1] ?? '');
			screen.press('s');
		}
		expect([...seen].toSorted()).toEqual(['cost', 'duration', 'feature', 'stage', 'status', 'tokens', 'when']);
		const { column, isDescending } = screen.state().screen.order;
		screen.press('s', 'S');
		expect(screen.state().screen.order).toEqual({ column, isDescending });
		screen.press('o');
		expect(screen.state().screen.order).toEqual({ column, isDescending: !isDescending });
	});

	test('windows go round', () => {
		const screen = probe();
		const counts = ['all', '1h', '24h', '7d', '30d'].map(() => {
			const count = screen.state().screen.shown.length;
			screen.press('w');
			return count;
		});
		expect(counts).toEqual([30, 1, 24, 30, 30]);
	});

	test('esc takes filter, window and marks away', () => {
		const screen = probe();
		screen.press('w', 'm', '/', ...'zzz', 'enter');
		expect(screen.frame()).toContain('None of 30 runs matches the filter and the window 1h.');
		screen.press('escape');
		expect(screen.frame()).toContain('all  30 runs');
		expect(screen.frame()).not.toContain('marked');
	});

	test('columns are chosen, and only what is chosen is there', () => {
		const screen = probe();
		expect(screen.frame()).not.toContain('RUN');
		screen.press('v', 'k', 'space', 'escape');
		expect(screen.frame()).toContain('RUN');
	});

	test('figures are of what is shown', () => {
		const screen = probe(30, 120);
		screen.press('t');
		expect(screen.frame()).toMatch(/success\s+80 %/);
		screen.press('/', ...'!failed');
		expect(screen.frame()).toMatch(/success\s+100 %/);
	});

	test('figures stand above the table where there is no room beside it', () => {
		const screen = probe(30, 80, 30);
		screen.press('t');
		const lines = screen.frame().split('\n');
		expect(lines[1]).toContain('Figures');
		expect(lines.some((line) => line.includes('Runs  all'))).toBe(true);
	});

	test('from failure to failure', () => {
		const screen = probe();
		screen.press('n');
		expect(screen.state().screen.list.selected).toBe(2);
		screen.press('n', 'N');
		expect(screen.state().screen.list.selected).toBe(2);
		screen.press('N');
		expect(screen.frame()).toContain('no failure further up');
	});

	test('details: stages on a scale, tokens, cost, feedback, delivery', () => {
		const screen = probe(30, 110, 40);
		screen.press('enter');
		expect(screen.frame()).toContain('Reading…');
		expect(screen.effects()).toEqual([{ kind: 'intent', intent: { kind: 'details', identity: 'run:0' } }]);
		screen.send({ kind: 'event', event: { kind: 'details', identity: 'run:0', details: details('run:0') } });
		const frame = screen.frame();
		for (const text of [
			'user-auth  ✗ failed at cass  3:00  12.9k tok  $0.12',
			'run         run-1',
			'✗ TypeError at parse  ×14  cass  new',
			'    at parse (app.js:LINE)',
			'alex  4 of 5, proceed',
			'• too long',
			'waits in the outbox',
			'transient 1 min ago (503, 184 ms): busy',
			'nothing leaves at audience off',
		])
			expect(frame).toContain(text);
		expect(frame).toMatch(/Stages +IN +OUT +COST +TRIES/);
		expect(frame).toMatch(/✓ alex +1:00 █+·+ +12\.0k +900 +\$0\.10 +│/);
		expect(frame).toMatch(/✗ cass +2:00 ·+█+ +\$0\.02 +2 │/);
		screen.press('escape');
		expect(screen.frame()).toContain('30 runs');
	});

	test('a run that went away while it was opened', () => {
		const screen = probe();
		screen.press('enter');
		screen.send({ kind: 'event', event: { kind: 'details', identity: 'run:0', details: undefined } });
		expect(screen.frame()).toContain('this run is no longer there');
	});

	test('two runs side by side', () => {
		const screen = probe(30, 110, 30);
		screen.press('c');
		expect(screen.frame()).toContain('mark one run with m');
		screen.press('m', 'j', 'm', 'j', 'm');
		expect(screen.frame()).toContain('two are marked already');
		expect(screen.frame()).toContain('2 marked');
		screen.press('c');
		const slower = { ...ENTRY, totalDurationMs: 360_000, totalCost: 0.06 };
		screen.send({ kind: 'event', event: { kind: 'details', identity: 'run:0', details: details('run:0') } });
		screen.send({ kind: 'event', event: { kind: 'details', identity: 'run:1', details: details('run:1', slower) } });
		const frame = screen.frame();
		expect(frame).toMatch(/duration +3:00 +6:00 +\+3:00 \(\+100 %\)/);
		expect(frame).toMatch(/cost +\$0\.12 +\$0\.06 +-\$0\.06 \(-50 %\)/);
		expect(frame).toMatch(/alex +1:00 +1:00 +same/);
	});

	test('what is exported is what is shown, in its order', () => {
		const screen = probe();
		screen.press('/', ...'failed', 'enter', 'o', 'e');
		expect(screen.effects()).toEqual([
			{ kind: 'intent', intent: { kind: 'export', identities: [27, 22, 17, 12, 7, 2].map((index) => `run:${index}`) } },
		]);
		screen.press('/', ...'zzz', 'enter', 'e');
		expect(screen.frame()).toContain('nothing to export');
	});

	test('copies the id of the run, or the name where there is none', () => {
		const screen = probe();
		screen.press('y');
		expect(screen.effects()).toEqual([{ kind: 'copy', text: '0', what: 'the run id 0' }]);
		const foreign = sampleRecord({ runId: '', name: 'by-hand' });
		screen.send({ kind: 'event', event: { kind: 'records', records: [foreign], total: 1, isLoading: false } });
		screen.press('y');
		expect(screen.effects().at(-1)).toEqual({ kind: 'copy', text: 'by-hand', what: 'the name by-hand' });
	});

	test('the pointer stays at its run when new ones come', () => {
		const screen = probe();
		screen.press('j', 'j');
		const records = [sampleRecord({ identity: 'run:new', timeMs: NOW_MS }), ...sampleRecords(30)];
		screen.send({ kind: 'event', event: { kind: 'records', records, total: 31, isLoading: false } });
		expect(screen.state().screen.list.selected).toBe(3);
	});

	test('a source that fails is said to be stale', () => {
		const screen = probe();
		screen.send({ kind: 'event', event: { kind: 'problem', text: 'disk I/O error' } });
		expect(screen.frame()).toContain('STALE disk I/O error');
		screen.press('r');
		expect(screen.effects().at(-1)).toEqual({ kind: 'intent', intent: { kind: 'refresh' } });
	});

	test.each([
		[140, ['FEATURE', 'STATUS', 'STAGE', 'DURATION', 'TOKENS', 'COST', 'WHEN']],
		[60, ['FEATURE', 'STATUS', 'DURATION', 'WHEN']],
		[40, ['FEATURE', 'STATUS']],
	])('at %i columns there are %j', (columns, titles) => {
		const header = probe(30, columns).frame().split('\n')[2] ?? '';
		expect(header.match(/[A-Z]+/g)).toEqual(titles);
	});

	test('100,000 runs: the frame is made of what is seen', () => {
		const screen = probe(100_000);
		screen.press('G');
		expect(screen.frame()).toContain('–100000 of 100000');
		expect(screen.frame()).toContain('feature-99999');
	});

	test('no key of any context breaks it, in any order, at any size', () => {
		const keys = [
			...new Set(Object.values(HISTORY_KEYMAP).flatMap(({ bindings }) => bindings.flatMap(({ keys: all }) => all))),
		];
		expect(keys.every((key) => bytesOf(key).length > 0)).toBe(true);
		const step = fc.oneof(
			{ weight: 6, arbitrary: fc.constantFrom(...keys, 'x', '日').map((key) => ({ key })) },
			{
				weight: 1,
				arbitrary: fc.record({ columns: fc.integer({ min: 40, max: 160 }), rows: fc.integer({ min: 8, max: 50 }) }),
			},
		);
		fc.assert(
			fc.property(fc.array(step, { maxLength: 25 }), fc.nat(60), (steps, count) => {
				const screen = probe(count);
				for (const one of steps) {
					if ('key' in one) screen.press(one.key);
					else screen.send({ kind: 'resize', size: one });
				}
				for (const identity of screen.state().screen.opened) {
					screen.send({ kind: 'event', event: { kind: 'details', identity, details: details(identity) } });
				}
				screen.frame();
			}),
			{ ...SEEDED, numRuns: 60 },
		);
	});
});
