import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { findTool } from './daemon.ts';

const program = findTool('chromium', 'chromium');
export const hasBrowser = program !== undefined;

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'];

/** The system's Chromium, without a window; ended by the caller. */
export const startBrowser = (): Promise<Browser> => chromium.launch({ executablePath: program ?? '', args: FLAGS });

export interface OpenPage {
	readonly page: Page;
	/** Addresses of everything that the page asked for. */
	readonly requests: readonly string[];
	/** What the browser complained about. */
	readonly complaints: readonly string[];
}

/** A page in a profile of its own, closed with the test. */
export async function openPage(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<OpenPage> {
	const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
	onTestFinished(() => context.close());
	const page = await context.newPage();
	const requests: string[] = [];
	const complaints: string[] = [];
	page.on('request', (request) => requests.push(request.url()));
	page.on('console', (message) => {
		if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
	});
	page.on('pageerror', (error) => complaints.push(error.message));
	await page.goto(url);
	return { page, requests, complaints };
}

interface Violation {
	readonly id: string;
	readonly impact: string | null;
	readonly nodes: readonly { readonly html: string }[];
}

/** What keeps people out, in words; the lesser findings too. */
export async function accessProblems(page: Page): Promise<readonly string[]> {
	await page.evaluate(axe.source);
	const violations = (await page.evaluate('axe.run().then(({ violations }) => violations)')) as readonly Violation[];
	return violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
