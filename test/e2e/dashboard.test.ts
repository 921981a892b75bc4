import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SeriesAnswer } from '../../source/core/api/series.ts';
import { accessProblems, hasBrowser, openPage, startBrowser } from '../support/browser.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox } from '../support/sandbox.ts';
import { askJson, startServing } from '../support/serving.ts';

const [runtime] = RUNTIMES;
if (!runtime) throw new Error('no runtime');

let browser: Browser;
const CHARTS = ['throughput', 'success', 'durations', 'cost', 'fingerprints', 'churn'];

/** Rows of the table beside a chart, as texts. */
async function numbersOf(page: Page, chart: string): Promise<readonly (readonly string[])[]> {
	await page.locator(`#chart-${chart} details`).evaluate((details: unknown) => {
		(details as { open: boolean }).open = true;
	});
	const rows = await page.locator(`#chart-${chart} tbody tr`).all();
	return Promise.all(rows.map((row) => row.locator('td').allTextContents()));
}

const rowsOf = (page: Page, section: string) => page.locator(`#${section} tbody tr`);

describe.runIf(hasBrowser)('the dashboard in Chromium', () => {
	beforeAll(async () => {
		browser = await startBrowser();
	});
	afterAll(() => browser?.close());

	test('draws six charts with the numbers of the API, says that they are a demonstration, and asks nobody else', async () => {
		const { url } = await startServing(runtime, createSandbox(runtime), ['--demo']);
		const { page, requests, complaints } = await openPage(browser, url);
		for (const chart of CHARTS) await page.locator(`#chart-${chart} canvas`).waitFor();
		expect(await page.locator('#banner').textContent()).toBe('Demonstration data: these runs never happened.');
		expect(await page.locator('#link').textContent()).toBe('live');
		const series = (await askJson(`${url}api/v1/series?window=7d`)) as unknown as SeriesAnswer;
		const busy = series.buckets.filter(({ runs }) => runs > 0).toReversed();
		const throughput = await numbersOf(page, 'throughput');
		expect(throughput.map((cells) => cells.slice(1))).toEqual(
			busy.map(({ statuses }) => series.statuses.map((name) => String(statuses[name] ?? 0))),
		);
		const costs = (await numbersOf(page, 'cost')).map(([, cost]) => Number(cost?.slice(1)));
		expect(costs).toEqual(busy.map(({ costUsd }) => expect.closeTo(costUsd ?? 0, 2)));
		const prints = await numbersOf(page, 'fingerprints');
		const failing = series.buckets.filter(({ failures }) => Object.keys(failures).length > 0).toReversed();
		expect(prints.map((cells) => cells.slice(1).map(Number))).toEqual(
			failing.map(({ failures }) => series.fingerprints.map((name) => failures[name] ?? 0)),
		);
		expect(await page.locator('#health').textContent()).toContain('9 of 14 runs succeeded');
		expect(await rowsOf(page, 'runs').count()).toBe(15);
		expect(requests.filter((address) => !address.startsWith(url) && address !== 'data:,')).toEqual([]);
		expect(complaints).toEqual([]);
	});

	test('every chart is a picture of something: not one colour alone', async () => {
		const { url } = await startServing(runtime, createSandbox(runtime), ['--demo']);
		const { page } = await openPage(browser, url);
		await page.locator('#chart-churn canvas').waitFor();
		for (const chart of CHARTS) {
			const colours = await page.locator(`#chart-${chart} canvas`).evaluate((canvas) => {
				const { width, height } = canvas as unknown as { width: number; height: number };
				const context = (
					canvas as unknown as {
						getContext: (kind: string) => { getImageData: (...of: number[]) => { data: Uint8ClampedArray } };
					}
				).getContext('2d');
				const { data } = context.getImageData(0, 0, width, height);
				return new Set(Array.from({ length: width * height }, (_, at) => data.slice(at * 4, at * 4 + 3).join())).size;
			});
			expect(colours, chart).toBeGreaterThan(3);
		}
	});

	test.each(['light', 'dark'] as const)(
		'axe finds nothing, %s, with tables and details open and on a narrow screen',
		async (colorScheme) => {
			const env = { MURMUR8_TELEMETRY_AUDIENCE: 'on' };
			const { url } = await startServing(runtime, createSandbox(runtime, env), ['--demo']);
			const { page } = await openPage(browser, url, { colorScheme });
			for (const chart of CHARTS) await numbersOf(page, chart);
			expect(await accessProblems(page)).toEqual([]);
			await rowsOf(page, 'runs').nth(3).locator('button').click();
			await page.locator('#details tbody tr').first().waitFor();
			expect(await accessProblems(page)).toEqual([]);
			await page.keyboard.press('Escape');
			await page.setViewportSize({ width: 360, height: 700 });
			expect(await accessProblems(page)).toEqual([]);
			const overflow = await page.evaluate(
				'document.documentElement.scrollWidth - document.documentElement.clientWidth',
			);
			expect(overflow).toBe(0);
		},
	);

	test('shows a run that another process records, by itself', async () => {
		const sandbox = createSandbox(runtime);
		const { url } = await startServing(runtime, sandbox);
		const { page, complaints } = await openPage(browser, url);
		await page.getByText('No runs in this window.').first().waitFor();
		await sandbox.run(['run', 'start', 'user-auth']);
		await page.locator('#runs').getByText('in progress').waitFor();
		await sandbox.run(['run', 'stage', 'alex', 'done']);
		await sandbox.run(['run', 'finish', '--status', 'failed', '--failed-stage', 'alex']);
		await page.locator('#runs .failed').waitFor();
		await page.locator('#health').getByText('0 of 1 runs succeeded').waitFor();
		expect((await numbersOf(page, 'throughput')).map((cells) => cells.slice(1))).toEqual([['1']]);
		expect(complaints).toEqual([]);
	});

	test('names stay text, whatever stands in them', async () => {
		const sandbox = createSandbox(runtime);
		const slugs = [
			'<img src=x onerror="document.title=1">',
			'</script><script>document.title=2</script>',
			'"><svg onload=alert(1)>',
			'\u202Etxt.exe',
			'{{7*7}}',
			'javascript:alert(1)',
			`long-${'x'.repeat(3_000)}`,
		];
		for (const slug of slugs) {
			const runId = randomUUID();
			const entry = { runId, slug, failedStage: slug, stages: { [slug]: { status: slug, durationMs: 5 } } };
			const recorded = await sandbox.run(['history', 'record', '-'], {
				input: JSON.stringify({ ...entry, status: 'failed' }),
			});
			expect(recorded.exitCode, recorded.stderr).toBe(0);
		}
		const { url } = await startServing(runtime, sandbox);
		const { page, requests, complaints } = await openPage(browser, url);
		await rowsOf(page, 'runs')
			.nth(slugs.length - 1)
			.waitFor();
		const shown = await page.locator('#runs tbody button').allTextContents();
		const served = (await askJson(`${url}api/v1/runs`)) as { runs: { slug: string }[] };
		expect(shown).toEqual(served.runs.map(({ slug }) => slug));
		expect(shown).toContain(slugs[0]);
		await page.locator('#runs tbody button').first().click();
		await page.locator('#details dd').first().waitFor();
		expect(await page.locator('img, svg, script:not(:last-of-type)').count()).toBe(0);
		expect(await page.title()).toBe('murmur8');
		expect(requests.filter((address) => !address.startsWith(url) && address !== 'data:,')).toEqual([]);
		expect(complaints).toEqual([]);
	});

	test('everything is reached by keyboard; a run’s details open by Enter and close by Escape', async () => {
		const { url } = await startServing(runtime, createSandbox(runtime), ['--demo']);
		const { page } = await openPage(browser, url);
		await rowsOf(page, 'runs').first().waitFor();
		const reached: string[] = [];
		// Round and round: the first one again is the end.
		for (let step = 0; step < 60 && (step < 2 || reached.at(-1) !== 'A'); step++) {
			await page.keyboard.press('Tab');
			reached.push(String(await page.evaluate('document.activeElement.name || document.activeElement.tagName')));
		}
		expect(reached.slice(0, 5)).toEqual(['A', 'window', 'stage', 'feature', 'status']);
		expect(reached.filter((name) => name === 'SUMMARY')).toHaveLength(CHARTS.length);
		const button = page.locator('#runs tbody button').nth(2);
		await button.focus();
		await page.keyboard.press('Enter');
		await page.locator('#details[open]').waitFor();
		expect(await page.locator('#details-body').textContent()).toContain('codey-implement');
		await page.keyboard.press('Escape');
		await page.locator('#details[open]').waitFor({ state: 'detached' });
		expect(await page.evaluate('document.activeElement.textContent')).toBe(await button.textContent());
	});

	test('filters narrow everything, and the address keeps them', async () => {
		const { url } = await startServing(runtime, createSandbox(runtime), ['--demo']);
		const { page } = await openPage(browser, url);
		await rowsOf(page, 'runs').first().waitFor();
		await page.locator('[name=status]').selectOption('failed');
		await page.locator('#health').getByText('14 runs').waitFor();
		await page.locator('#runs .success').first().waitFor({ state: 'detached' });
		await page.locator('[name=stage]').selectOption('cass');
		await page.locator('#stages tbody tr').nth(1).waitFor({ state: 'detached' });
		expect(await rowsOf(page, 'stages').locator('td').first().textContent()).toBe('cass');
		await page.locator('[name=window]').selectOption('all');
		await page.waitForURL(/#window=all&stage=cass&status=failed$/);
		await page.reload();
		await rowsOf(page, 'stages').first().waitFor();
		expect(await page.locator('[name=stage]').inputValue()).toBe('cass');
		expect(await page.locator('#runs .success').count()).toBe(0);
		await page.locator('[name=feature]').fill('nobody');
		await page.getByText('No runs in this window.').first().waitFor();
	});

	test.each([
		['user-only', ['Withheld: this audience does not see the machinery.'], 'canary'],
		['operator-only', ['Withheld: this audience does not see facts of runs.', 'Delivery is active'], undefined],
		['on', ['Delivery is active'], 'canary'],
	])('%s: says what is withheld', async (audience, words, seen) => {
		const { url } = await startServing(runtime, createSandbox(runtime, { MURMUR8_TELEMETRY_AUDIENCE: audience }), [
			'--demo',
		]);
		const { page, complaints } = await openPage(browser, url);
		await rowsOf(page, 'runs').first().waitFor();
		for (const each of words) await page.getByText(each).first().waitFor();
		expect(await page.getByText('user-auth').count()).toSatisfy((count: number) =>
			seen === undefined ? count === 0 : count > 0,
		);
		expect(complaints).toEqual([]);
	});

	test('off: says so and shows nothing', async () => {
		const sandbox = createSandbox(runtime);
		await sandbox.run(['history', 'record', '{"slug":"secret","status":"success"}']);
		const { url } = await startServing(runtime, sandbox, [], { MURMUR8_TELEMETRY_AUDIENCE: 'off' });
		const { page } = await openPage(browser, url);
		await page.getByText('Telemetry is off: nothing is shown.').waitFor();
		expect(await page.getByText('secret').count()).toBe(0);
	});

	test('asks for the token, and shows data once it is right', async () => {
		const token = 'a-token-of-the-tests-own';
		const { url } = await startServing(runtime, createSandbox(runtime), ['--demo', '--token', token]);
		const { page } = await openPage(browser, url);
		await page.getByLabel('Token').fill(token);
		await page.keyboard.press('Enter');
		await rowsOf(page, 'runs').first().waitFor();
		await page.locator('#link').getByText('live', { exact: true }).waitFor();
		expect(await page.locator('#token').isVisible()).toBe(false);
	});

	test('says that the connection is lost, and goes on when the server is there again', async () => {
		const sandbox = createSandbox(runtime);
		const first = await startServing(runtime, sandbox);
		const { page } = await openPage(browser, first.url);
		await page.locator('#link').getByText('live', { exact: true }).waitFor();
		first.signal('SIGTERM');
		await first.ended();
		await page.locator('#link').getByText('connection lost').waitFor();
		await sandbox.run(['history', 'record', '{"slug":"meanwhile","status":"success"}']);
		await startServing(runtime, sandbox, ['--port', String(first.port)]);
		await page.locator('#runs').getByText('meanwhile').waitFor();
		expect(await page.locator('#link').textContent()).toBe('live');
	});
});
