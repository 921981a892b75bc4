import { describe, expect, test } from 'vitest';
import { computeInsights } from '../../../source/core/insights/insights.ts';
import { seedRuns } from '../../../source/core/live/seed.ts';
import { measureRun } from '../../../source/core/metrics/measured-run.ts';
import { insightSections } from '../../../source/render/insights-text.ts';
import { historyState } from '../../../source/ui/screens/history/model.ts';
import { createHistoryScreen } from '../../../source/ui/screens/history/screen.tsx';
import { probeScreen } from '../../support/frames.tsx';
import { sampleRecords } from '../../support/history-records.ts';
import { NOW_MS } from '../../support/store.ts';

const SCREEN = createHistoryScreen('acme-notes');
const INSIGHTS = computeInsights(seedRuns(NOW_MS).map(measureRun));
const formatTime = () => '2026-01-02 03:04:05';

function probe(count: number, columns = 110, rows = 60) {
	const screen = probeScreen(SCREEN, historyState(), { columns, rows });
	const records = sampleRecords(count);
	screen.send({ kind: 'event', event: { kind: 'records', records, total: count, isLoading: false } });
	return screen;
}

const answer = (omitted = 0, insights = INSIGHTS) =>
	({ kind: 'event', event: { kind: 'insights', insights: { insights, formatTime, omitted } } }) as const;

describe('insights in the history', () => {
	test('are asked for over what is shown, in its order', () => {
		const screen = probe(10);
		screen.press('/', ...'failed', 'enter', 'i');
		expect(screen.effects()).toEqual([
			{ kind: 'intent', intent: { kind: 'insights', identities: ['run:2', 'run:7'] } },
		]);
		expect(screen.frame()).toContain('Reading…');
		screen.press('escape');
		expect(screen.frame()).toContain('FEATURE');
	});

	test('are nothing where nothing is shown', () => {
		const screen = probe(0);
		screen.press('i');
		expect(screen.effects()).toEqual([]);
		expect(screen.frame()).toContain('nothing is shown that could say something');
	});

	test('every cell of every section is on the screen, beside or below each other', () => {
		for (const columns of [110, 60]) {
			const screen = probe(10, columns, 200);
			screen.press('i');
			screen.send(answer());
			const frame = screen.frame();
			for (const { title, rows, otherwise } of insightSections(INSIGHTS, formatTime)) {
				expect(frame).toContain(title);
				if (rows.length === 0) expect(frame).toContain(otherwise);
				for (const cell of rows.flat()) expect(frame, `${columns} columns`).toContain(cell);
			}
		}
	});

	test('scroll, say what is left out, and are read anew when they are asked for again', () => {
		const screen = probe(10, 110, 12);
		screen.press('i');
		screen.send(answer(500));
		expect(screen.frame()).toContain('500 runs further down are not in it');
		expect(screen.frame()).toContain('14 runs, 64 % successful');
		screen.press('j', 'j', 'j');
		expect(screen.frame()).not.toContain('14 runs, 64 % successful');
		screen.press('i', 'i');
		expect(screen.frame()).toContain('Reading…');
	});

	test('of batches alone there are none', () => {
		const screen = probe(1);
		screen.press('i');
		screen.send(answer(0, computeInsights([])));
		expect(screen.frame()).toContain('No finished runs yet; insights come with them.');
	});
});
