import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { DATABASE_FILE } from '../../source/adapters/paths.ts';
import { measureRun } from '../../source/core/metrics/measured-run.ts';
import type { Run } from '../../source/core/run.ts';
import { concludeRun } from '../../source/store/conclude.ts';
import { inTransaction, openDatabase } from '../../source/store/database.ts';
import { insertRun, updateRun } from '../../source/store/runs.ts';

/**
 * Times from the commit of a finished run to its row in the dashboard, as a browser has painted it.
 * @param folder of the project that is served at `url`
 */
export async function measureShowing(folder: string, url: string, rounds: number): Promise<readonly number[]> {
	const browser = await chromium.launch({
		executablePath: '/usr/bin/chromium',
		args: ['--no-sandbox', '--disable-gpu'],
	});
	const database = openDatabase(join(folder, DATABASE_FILE));
	try {
		const page = await browser.newPage();
		await page.goto(url);
		await page.locator('#runs tbody tr').first().waitFor();
		const times: number[] = [];
		for (let round = 0; round < rounds; round++) {
			const slug = `shown-${randomUUID()}`;
			const now = Date.now();
			const begun: Run = {
				runId: randomUUID(),
				slug,
				type: 'feature',
				status: 'running',
				startedAtMs: now - 1_000,
				feedbackWithheld: false,
				stages: [],
			};
			const run: Run = { ...begun, status: 'success', completedAtMs: now };
			const painted = page.waitForFunction((name) => {
				const view = globalThis as unknown as {
					document: { querySelector: (selector: string) => { textContent: string } };
				};
				return view.document.querySelector('#runs').textContent.includes(name);
			}, slug);
			inTransaction(database, () => {
				insertRun(database, begun, folder);
				updateRun(database, run);
				const producer = { kind: 'own', recorder: undefined, ci: undefined } as const;
				concludeRun(database, { run: measureRun(run), producer, observation: undefined, sinks: undefined });
			});
			const committedMs = performance.now();
			await painted;
			times.push(performance.now() - committedMs);
			// As pipelines do: not in the middle of what the last one still moves.
			await new Promise((resolve) => setTimeout(resolve, 500));
		}
		return times;
	} finally {
		database.close();
		await browser.close();
	}
}
