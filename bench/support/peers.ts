import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface PeerFigure {
	readonly name: string;
	readonly megabytesPerSecond: number;
}

interface Secretlint {
	readonly lintSource: (order: unknown) => Promise<unknown>;
}

interface RedactPii {
	readonly SyncRedactor: new () => { readonly redact: (text: string) => string };
}

async function speedOf(bytes: Buffer, work: () => unknown): Promise<number> {
	await work();
	const startedAt = performance.now();
	await work();
	return bytes.length / 1000 / (performance.now() - startedAt);
}

/**
 * The speed of other tools on the same log. They are no dependencies of the project: `folder` is one in which
 * `npm install @secretlint/core @secretlint/secretlint-rule-preset-recommend redact-pii` was run; without it nothing
 * is measured, and the bench says so.
 */
export async function measurePeers(folder: string | undefined, log: Buffer): Promise<readonly PeerFigure[]> {
	if (folder === undefined) {
		console.log('No other tools beside it: name a folder that has them with --peers.');
		return [];
	}
	const { resolve } = createRequire(join(folder, 'package.json'));
	const text = log.toString();
	const { lintSource } = (await import(
		pathToFileURL(join(folder, 'node_modules/@secretlint/core/module/index.js')).href
	)) as Secretlint;
	const preset = '@secretlint/secretlint-rule-preset-recommend';
	const { creator } = (await import(pathToFileURL(join(folder, 'node_modules', preset, 'module/index.js')).href)) as {
		readonly creator: unknown;
	};
	const { SyncRedactor } = createRequire(import.meta.url)(resolve('redact-pii')) as RedactPii;
	const redactor = new SyncRedactor();
	const lines = text.split('\n');
	return [
		{
			name: 'secretlint',
			megabytesPerSecond: await speedOf(log, () =>
				lintSource({
					source: { filePath: '/x/a.log', content: text, ext: '.log', contentType: 'text' },
					options: { config: { rules: [{ id: preset, rule: creator, options: {} }] } },
				}),
			),
		},
		{
			name: 'redact-pii, line by line',
			megabytesPerSecond: await speedOf(log, () => lines.map((line) => redactor.redact(line))),
		},
	];
}
