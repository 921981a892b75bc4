import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type { Plugin } from 'esbuild';
import { buildNoted } from './bundled-files.ts';

const folder = join(resolve(import.meta.dirname, '..'), 'source', 'server', 'page');

async function bundled(path: string): Promise<string> {
	const { outputFiles } = await buildNoted({
		entryPoints: [path],
		bundle: true,
		format: 'iife',
		platform: 'browser',
		target: ['es2022', 'chrome111', 'firefox113', 'safari16.4'],
		minify: true,
		legalComments: 'none',
		charset: 'ascii',
	});
	return outputFiles[0]?.text.trim() ?? '';
}

const hashOf = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;

/** What ends the element that a text stands in would make the rest of it markup. */
function inElement(text: string, name: 'script' | 'style'): string {
	if (text.toLowerCase().includes(`</${name}`)) throw new Error(`the page's ${name} would end its own element`);
	return text;
}

/** One document: markup, style sheet and script of the page, and the hashes that its policy lets run. */
export async function dashboardPage(): Promise<{ html: string; scriptHash: string; styleHash: string }> {
	const script = inElement(await bundled(join(folder, 'main.ts')), 'script');
	const charts = createRequire(import.meta.url).resolve('uplot/dist/uPlot.min.css');
	const own = await bundled(join(folder, 'page.css'));
	const style = inElement(`${readFileSync(charts, 'utf8').trim()}\n${own}`, 'style');
	const html = readFileSync(join(folder, 'page.html'), 'utf8')
		.replace('/* style */', () => style)
		.replace('/* script */', () => script);
	return { html, scriptHash: hashOf(script), styleHash: hashOf(style) };
}

/** Puts the page into the program as data: there are no files beside the binary. */
export const dashboardPlugin: Plugin = {
	name: 'dashboard-page',
	setup({ onResolve, onLoad }) {
		onResolve({ filter: /^virtual:dashboard-page$/ }, ({ path }) => ({ path, namespace: 'dashboard-page' }));
		onLoad({ filter: /.*/, namespace: 'dashboard-page' }, async () => ({
			contents: JSON.stringify(await dashboardPage()),
			loader: 'json',
			watchDirs: [folder],
		}));
	},
};
