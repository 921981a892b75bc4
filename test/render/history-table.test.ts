import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { costSummary } from '../../source/core/history/cost-summary.ts';
import { readHistoryRow } from '../../source/core/history/row.ts';
import { historyStats } from '../../source/core/history/stats.ts';
import { toCell } from '../../source/render/cell.ts';
import { renderCostSummary, renderHistoryStats } from '../../source/render/history-stats.ts';
import { renderHistoryTable } from '../../source/render/history-table.ts';
import { displayWidth } from '../../source/render/width.ts';
import { someEntry } from '../core/history/entries.ts';
import { SEEDED } from '../support/seed.ts';

const readAll = (entries: readonly unknown[]) => entries.map((entry) => readHistoryRow(entry, Date.parse));
const formatTime = (ms: number) => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');

const table = (entries: readonly unknown[], total = entries.length, paint = (_colour: string, text: string) => text) =>
	renderHistoryTable({ rows: readAll(entries), matching: total, total, formatTime, paint });

const SUCCESS = { slug: 'user-auth', status: 'success', completedAt: '2026-01-02T03:04:05Z', totalDurationMs: 725_000 };

const HOSTILE = {
	slug: '\u001B]0;title\u0007evil\u202E\u200B\r\nname\u001B[2J',
	status: '\u009Bfailed',
	failedStage: '\u001B[31mred',
	stages: { '\u001B[2Jstage': { durationMs: 1, cost: 1 } },
};

describe('the table', () => {
	test('of nothing', () => {
		expect(table([])).toBe('No pipeline history found.');
	});

	test('as the npm package has it, columns by width', () => {
		const failed = {
			...SUCCESS,
			slug: '日本語の機能',
			status: 'failed',
			failedStage: 'nigel',
			totalDurationMs: 3_723_000,
		};
		const paused = { ...SUCCESS, slug: '🎉', status: 'paused', pausedAfter: 'alex', totalDurationMs: 41_000 };
		expect(table([SUCCESS, failed, paused, null, {}], 7)).toBe(`Pipeline History (showing 5 of 7 runs)

  SLUG                STATUS   DATE                 DURATION
  user-auth           success  2026-01-02 03:04:05  12m 5s
  日本語の機能        failed   2026-01-02 03:04:05  1h 2m 3s  (failed at: nigel)
  🎉                  paused   2026-01-02 03:04:05  41s       (paused at: alex)
  (unreadable entry)  -        -                    -
  (no slug)           -        -                    -

Run 'murmur8 history --all' to see all entries.
Run 'murmur8 history --stats' for aggregate statistics.`);
	});

	test.each([200, 80, 60, 59, 50, 40])('in %i columns the names give way, down to ten columns', (width) => {
		const long = { ...SUCCESS, slug: 'a-feature-with-a-name-that-is-long' };
		const rows = readAll([long, { ...SUCCESS, slug: '日本語の機能'.repeat(3) }]);
		const lines = renderHistoryTable({
			rows,
			matching: 2,
			total: 2,
			formatTime,
			paint: (_, text) => text,
			width,
		}).split('\n');
		const widest = Math.max(...lines.slice(2, 5).map(displayWidth));
		expect(widest).toBeLessThanOrEqual(Math.max(width, 54));
		expect(lines[3]?.includes(long.slug)).toBe(width >= 80);
		expect(lines[4]?.includes('…')).toBe(width < 80);
	});

	test('with costs where one is known, and statuses in colour', () => {
		const text = table([{ ...SUCCESS, totalCost: '$0.12' }, SUCCESS], 2, (colour, word) => `<${colour}>${word}</>`);
		expect(text.split('\n').slice(2, 5)).toEqual([
			'  SLUG       STATUS   DATE                 DURATION  COST',
			'  user-auth  <green>success</>  2026-01-02 03:04:05  12m 5s    $0.12',
			'  user-auth  <green>success</>  2026-01-02 03:04:05  12m 5s    -',
		]);
		expect(text).not.toContain('--all');
	});

	test('of what was looked for', () => {
		const view = { formatTime, paint: (_: string, text: string) => text };
		const some = renderHistoryTable({ ...view, rows: readAll([SUCCESS]), matching: 2, total: 7 });
		expect(some).toContain('(showing 1 of 2 matching runs)');
		expect(some).toContain('--all');
		expect(renderHistoryTable({ ...view, rows: [], matching: 0, total: 7 })).toBe(
			'None of 7 runs is what was asked for.',
		);
	});

	test('of a batch', () => {
		expect(table([{ mode: 'murmuration', status: 'partial', features: ['a', 'b', 'c'] }])).toContain(
			'  murmuration (3 features)  partial',
		);
	});
});

test.each([
	['abc', 3, 'abc'],
	['abcd', 3, 'ab…'],
	['日本語', 6, '日本語'],
	['日本語', 5, '日本…'],
	['日本語', 4, '日…'],
	['ab cd', 4, 'ab…'],
	['\u001B[31mab\u202E', 3, 'ab'],
])('%j in %d columns', (text, width, cell) => {
	expect(toCell(text, width)).toBe(cell);
	expect(displayWidth(toCell(text, width))).toBeLessThanOrEqual(width);
});

describe('figures', () => {
	test('as the npm package has them', () => {
		const entries = [
			{ ...SUCCESS, stages: { alex: { durationMs: 41_000 }, nigel: { durationMs: 5_000 } } },
			{ ...SUCCESS, status: 'failed', failedStage: 'alex' },
			null,
			{ mode: 'murmuration' },
		];
		expect(renderHistoryStats(historyStats(readAll(entries)))).toBe(`Pipeline Statistics (based on 2 runs)

  METRIC                 VALUE
  Success rate           50% (1/2 runs)
  Total runs             2 (1 success, 1 failed, 0 paused)
  Avg pipeline duration  12m 5s

  STAGE            AVG DURATION  RUNS  FAILURES
  alex             41s           1     1
  cass             N/A           0     0
  nigel-spec       N/A           0     0
  nigel-tests      N/A           0     0
  codey-plan       N/A           0     0
  codey-implement  N/A           0     0
  nigel            5s            1     0

  Most common failure: alex (1 failure)
  Not counted: 1 murmuration batch, 1 unreadable entry`);
	});

	test.each([
		[[], 'Insufficient data for statistics. Complete at least one pipeline run.'],
		[[null], 'Not counted: 1 unreadable entry'],
		[[SUCCESS], 'No failures recorded'],
		[[{ ...SUCCESS, status: 'failed' }], 'Failed runs name no stage'],
		[
			[
				{ status: 'failed', failedStage: 'alex' },
				{ status: 'failed', failedStage: 'cass' },
			],
			'Most common failures: alex, cass (1 each)',
		],
	])('of %j', (entries, line) => {
		expect(renderHistoryStats(historyStats(readAll(entries)))).toContain(line);
	});

	test('costs', () => {
		const stages = { alex: { cost: 0.5, tokens: { input: 1_234_567, output: 890 } }, cass: { tokens: { input: 1 } } };
		expect(renderCostSummary(costSummary(readAll([{ ...SUCCESS, stages }, SUCCESS])))).toBe(
			`Pipeline Cost (known for 1 of 2 runs)

  METRIC            VALUE
  Total cost        $0.50
  Avg cost per run  $0.50

  STAGE     TOKENS IN  TOKENS OUT  COST
  alex      1,234,567  890         $0.50
  cass      1          0           N/A
  all runs  1,234,568  890         $0.50`,
		);
		expect(renderCostSummary(costSummary(readAll([SUCCESS])))).toBe('No cost data found.');
	});
});

test('whatever the entries are, it is printable text with straight columns', () => {
	fc.assert(
		fc.property(fc.array(someEntry, { maxLength: 12 }), (entries) => {
			const all = [...entries, HOSTILE];
			const rows = readAll(all);
			const text = table(all);
			for (const whole of [text, renderHistoryStats(historyStats(rows)), renderCostSummary(costSummary(rows))]) {
				expect(whole.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069]/u);
			}
			const lines = text.split('\n').slice(2, 3 + all.length);
			expect(lines).toHaveLength(all.length + 1);
			const shown = rows.map(({ status }) => toCell(status ?? '', 16) || '-');
			const column = displayWidth((lines[0] ?? '').slice(0, (lines[0] ?? '').indexOf('STATUS')));
			for (const [index, status] of shown.entries()) {
				const line = lines[index + 1] ?? '';
				const starts = [...line.matchAll(/ {2}(?=\S)/g)].map((match) => displayWidth(line.slice(0, match.index + 2)));
				expect(starts.includes(column) && line.includes(status), line).toBe(true);
			}
		}),
		SEEDED,
	);
});
