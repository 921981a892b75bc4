import { chromium, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { findTool } from './daemon.ts';

const program = findTool('chromium', 'chromium');
export const hasBrowser = program !== undefined;

export interface PageOptions {
	readonly isDark?: boolean;
	readonly width?: number;
	readonly height?: number;
}

/** A page of a browser of a test's own, with a fresh profile; it reaches nothing but files. */
export async function openPage({ isDark = false, width = 1280, height = 800 }: PageOptions = {}): Promise<Page> {
	const browser = await chromium.launch({
		executablePath: program ?? '',
		args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
	});
	onTestFinished(() => browser.close());
	const context = await browser.newContext({
		viewport: { width, height },
		colorScheme: isDark ? 'dark' : 'light',
		offline: true,
	});
	return context.newPage();
}
