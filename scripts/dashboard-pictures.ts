import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, chromium } from 'playwright-core';
import { bundlePath } from './bundle.ts';

const PICTURES = [
	{ name: 'dashboard', colorScheme: 'light', run: undefined },
	{ name: 'dashboard-dark', colorScheme: 'dark', run: undefined },
	{ name: 'dashboard-details', colorScheme: 'light', run: 7 },
] as const;

async function takePicture(browser: Browser, url: string, folder: string, picture: (typeof PICTURES)[number]) {
	const { name, colorScheme, run } = picture;
	const page = await browser.newPage({ colorScheme, viewport: { width: 1280, height: 1000 } });
	await page.goto(url);
	await page.locator('#chart-churn canvas').waitFor();
	if (run !== undefined) {
		await page.locator('#runs tbody button').nth(run).click();
		await page.locator('#details tbody tr').first().waitFor();
	}
	await page.screenshot({ path: join(folder, `${name}.png`) });
	await page.close();
}

/** The dashboard of the demonstration, as the system's Chromium shows it. */
export async function takeDashboardPictures(
	folder: string,
	environment: Readonly<Record<string, string>>,
): Promise<void> {
	const env = { ...environment, MURMUR8_TELEMETRY_AUDIENCE: 'on' };
	const args = [bundlePath, 'serve', '--demo', '--port', '0', '--json'];
	const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
	const browser = await chromium.launch({
		executablePath: '/usr/bin/chromium',
		args: ['--no-sandbox', '--disable-gpu'],
	});
	try {
		const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
		const { url } = JSON.parse(line) as { url: string };
		for (const picture of PICTURES) await takePicture(browser, url, folder, picture);
	} finally {
		await browser.close();
		child.kill();
	}
}
