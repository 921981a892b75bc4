import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessProblems, hasBrowser, openPage, startBrowser } from '../support/browser.ts';
import { findTool } from '../support/daemon.ts';
import { stackOf } from '../support/report.ts';
import { NOW_TEXT, putLog } from '../support/report-logs.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox } from '../support/sandbox.ts';

const [, runtime] = RUNTIMES;
if (!runtime) throw new Error('no runtime');

const cmark = findTool('cmark-gfm', 'cmark-gfm');
/** About what a forge shows Markdown in. */
const FORGE = `:root{color-scheme:light dark}body{max-width:1012px;margin:24px auto;font:16px/1.5 system-ui,sans-serif}
table{border-collapse:collapse}td,th{border:1px solid #888;padding:6px 13px}code{font-size:85%}`;
/** Pictures are kept where a person who wants to look at them says. */
const PICTURES = process.env['REPORT_PICTURES'];

const FAILURES: readonly (readonly [header: string, call: string, count: number, type: string])[] = [
	["TypeError: Cannot read properties of undefined (reading 'total')", 'pay', 40, 'unit'],
	['JsonWebTokenError: invalid signature', 'login', 3, 'smoke'],
	['Error: expect(received).toBe(expected) // Object.is equality <script>alert(1)</script>', 'render', 120, 'visual'],
	[`RangeError: ${'a very long message that goes on and on '.repeat(6)}`, 'list', 2, 'unit'],
	['Error: connect ECONNREFUSED', 'fetchOrders', 900, 'smoke'],
	['SyntaxError: Unexpected token', 'parse', 1, 'build'],
];

/** A report of two weeks of failures; one of them is new. */
async function makeReport(flags: readonly string[] = ['--html']): Promise<string> {
	const { project, run } = createSandbox(runtime as NonNullable<typeof runtime>);
	putLog(project, 'src/pay.js', '');
	writeFileSync(join(project, 'CODEOWNERS'), '/src/ @acme/payments\n');
	for (const [index, [header, call, count, type]] of FAILURES.entries()) {
		for (let day = 1; day < 15; day += 1 + (index % 3)) {
			const name = `logs/${type}-${index}-${day}`;
			const at = new Date(Date.UTC(2026, 0, day, 10));
			putLog(
				project,
				`${name}/murmur8-job.json`,
				JSON.stringify({ job_type: type, job_id: `4711-${day}`, branch: index % 2 ? 'main' : 'x' }),
			);
			putLog(
				project,
				`${name}/out.log`,
				`job ${index} ${day}\n${`${stackOf(header, call, 'main')}ok\n`.repeat(Math.ceil((count * day) / 60))}`,
				at,
			);
		}
	}
	putLog(project, 'logs/broken.png', Buffer.from([0x89, 0x50, 0, 0, 1]));
	await run(['report', '--opt-in', 'logs/unit-0-1', 'logs/smoke-1-1', '--record', '--now', NOW_TEXT]);
	const { exitCode, stderr } = await run(['report', '--opt-in', 'logs', '--out', 'page', '--now', NOW_TEXT, ...flags]);
	expect([exitCode, stderr]).toEqual([0, '']);
	return join(project, 'page');
}

async function keepPicture(page: Page, name: string): Promise<void> {
	if (PICTURES === undefined) return;
	mkdirSync(PICTURES, { recursive: true });
	await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}

describe.skipIf(!hasBrowser).each([
	['light', false],
	['dark', true],
])('the page in %s', (scheme, isDark) => {
	let browser: Browser;
	beforeAll(async () => {
		browser = await startBrowser();
	});
	afterAll(() => browser.close());
	const show = (url: string, width = 1280, height = 800) =>
		openPage(browser, url, { colorScheme: isDark ? 'dark' : 'light', viewport: { width, height }, offline: true });

	test.each([
		[1280, 800],
		[420, 800],
	])(
		'at %d × %d: the first screen says what broke, how bad, whose, what next; nothing overflows, nobody is shut out',
		async (width, height) => {
			const folder = await makeReport();
			const url = pathToFileURL(join(folder, 'telemetry-report-2026-01-15.html')).href;
			const { page, requests, complaints } = await show(url, width, height);
			await keepPicture(page, `page-${scheme}-${width}`);
			const first = page.locator('.groups-list > li').first();
			for (const part of ['.severity', '.what code', '.who', '.next']) {
				const box = await first.locator(part).boundingBox();
				expect(box && box.y + box.height < height, part).toBe(true);
			}
			expect(await first.locator('.what code').innerText()).toContain('ECONNREFUSED');
			expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
			await first.locator('summary').focus();
			await page.keyboard.press('Enter');
			expect(await first.locator('pre').isVisible()).toBe(true);
			await keepPicture(page, `open-${scheme}-${width}`);
			expect([requests, complaints]).toEqual([[url], []]);
			// The page's own policy lets no script in; the checker comes from outside of it.
			const { page: bare } = await show('about:blank', width, height);
			await bare.setContent((await page.content()).replace(/<meta http-equiv[^>]*>/, ''));
			expect(await accessProblems(bare)).toEqual([]);
		},
	);

	test('charts that stand in a page as pictures can be read', async () => {
		const folder = await makeReport([]);
		const charts = readdirSync(folder).filter((name) => name.endsWith('.svg'));
		expect(charts).toHaveLength(2);
		const html = `<body style="background:${isDark ? '#0d1117' : '#ffffff'}">${charts.map((name) => `<img src="${name}">`).join('<br>')}`;
		writeFileSync(join(folder, 'charts.html'), html);
		const { page } = await show(pathToFileURL(join(folder, 'charts.html')).href);
		await keepPicture(page, `charts-${scheme}`);
		const sizes = await page.evaluate('[...document.images].map((image) => [image.complete, image.naturalWidth])');
		expect(sizes).toEqual([
			[true, 720],
			[true, 720],
		]);
	});

	test.skipIf(!cmark)('the Markdown, as forges render it, is a table and a list on the first screen', async () => {
		const folder = await makeReport([]);
		const flags = ['-e', 'table', '-e', 'tagfilter', '--unsafe', join(folder, 'telemetry-report-2026-01-15.md')];
		const body = execFileSync(cmark ?? '', flags, { encoding: 'utf8' });
		writeFileSync(join(folder, 'markdown.html'), `<meta charset="utf-8"><style>${FORGE}</style>${body}`);
		const { page } = await show(pathToFileURL(join(folder, 'markdown.html')).href);
		await keepPicture(page, `markdown-${scheme}`);
		const cells = await page.evaluate('[...document.querySelector("table").rows].map((row) => row.cells.length)');
		expect(cells).toEqual(Array.from({ length: FAILURES.length + 1 }, () => 6));
		const action = await page.locator('ol > li').first().boundingBox();
		expect(action && action.y + action.height < 800).toBe(true);
		expect(await page.evaluate('[document.scripts.length, document.images.length]')).toEqual([0, 2]);
	});
});
