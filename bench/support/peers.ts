import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isFramed } from './peer-frames.ts';

/**
 * What others have made for the same work, measured beside ours. They are packages of `bench/`, apart from the project's:
 * `npm ci --prefix bench --ignore-scripts` brings them; without them nothing is measured, and the benches say so.
 */
async function load<T>(name: string): Promise<T> {
	let found: unknown = await import(name);
	// CommonJS that was made of ES modules holds its default within the default.
	while (typeof found === 'object' && found !== null && 'default' in found) found = found.default;
	return found as T;
}

/** @returns what `measure` finds, nothing where peers are not installed */
async function besidePeers<T>(measure: () => Promise<readonly T[]>): Promise<readonly T[]> {
	try {
		await load('redact-pii');
	} catch {
		console.log('No other tools beside it: npm ci --prefix bench --ignore-scripts');
		return [];
	}
	return measure();
}

export interface PeerFigure {
	readonly name: string;
	readonly figure: number;
}

/** Of the second time: the first one warms up. */
async function millisecondsOf(work: () => unknown): Promise<number> {
	await work();
	const startedAt = performance.now();
	await work();
	return performance.now() - startedAt;
}

interface Secretlint {
	readonly lintSource: (order: unknown) => Promise<unknown>;
}

interface RedactPii {
	readonly SyncRedactor: new () => { readonly redact: (text: string) => string };
}

/** Megabytes a second on the same log. */
export const measureSanitisers = (log: Buffer): Promise<readonly PeerFigure[]> =>
	besidePeers(async () => {
		const text = log.toString();
		const { lintSource } = await load<Secretlint>('@secretlint/core');
		const preset = '@secretlint/secretlint-rule-preset-recommend';
		const { creator } = (await import(preset)) as { readonly creator: unknown };
		const { SyncRedactor } = await load<RedactPii>('redact-pii');
		const redactor = new SyncRedactor();
		const lines = text.split('\n');
		const lint = await millisecondsOf(() =>
			lintSource({
				source: { filePath: '/x/a.log', content: text, ext: '.log', contentType: 'text' },
				options: { config: { rules: [{ id: preset, rule: creator, options: {} }] } },
			}),
		);
		const redact = await millisecondsOf(() => lines.map((line) => redactor.redact(line)));
		return [
			{ name: 'secretlint', figure: log.length / 1000 / lint },
			{ name: 'redact-pii, line by line', figure: log.length / 1000 / redact },
		];
	});

interface CodeownersUtils {
	readonly parse: (rules: string) => unknown;
	readonly matchFile: (path: string, entries: unknown) => unknown;
}

type CodeownersFile = new (folder: string) => { readonly getOwner: (path: string) => readonly string[] };

/** Look-ups a second in the same rules. */
export const measureCodeowners = (rules: string, paths: readonly string[]): Promise<readonly PeerFigure[]> =>
	besidePeers(async () => {
		const folder = mkdtempSync(join(tmpdir(), 'murmur8-bench-'));
		try {
			writeFileSync(join(folder, 'CODEOWNERS'), rules);
			const { parse, matchFile } = await load<CodeownersUtils>('codeowners-utils');
			const Codeowners = await load<CodeownersFile>('codeowners');
			const [entries, file] = [parse(rules), new Codeowners(folder)];
			const utils = await millisecondsOf(() => paths.map((path) => matchFile(path, entries)));
			const codeowners = await millisecondsOf(() => paths.map((path) => file.getOwner(path)));
			return [
				{ name: 'codeowners-utils', figure: (paths.length * 1000) / utils },
				{ name: 'codeowners', figure: (paths.length * 1000) / codeowners },
			];
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	});

interface ErrorStackParser {
	readonly parse: (error: Error) => readonly unknown[];
}

type StackTracey = new (stack: string) => { readonly items: readonly unknown[] };
type StackUtils = new () => { readonly parseLine: (line: string) => unknown };

/** Frames with a file that each finds in the texts, which hold nothing but exceptions. */
export const measureFrames = (texts: readonly string[]): Promise<readonly PeerFigure[]> =>
	besidePeers(async () => {
		const parser = await load<ErrorStackParser>('error-stack-parser');
		const StackTracey = await load<StackTracey>('stacktracey');
		const utils = new (await load<StackUtils>('stack-utils'))();
		const parsers: Readonly<Record<string, (text: string) => readonly unknown[]>> = {
			'error-stack-parser': (text) => parser.parse(Object.assign(new Error(), { stack: text })),
			stacktracey: (text) => new StackTracey(text).items,
			'stack-utils': (text) => text.split('\n').map((line) => utils.parseLine(line)),
		};
		const found = (parser: (text: string) => readonly unknown[]) => (text: string) => {
			try {
				return parser(text).filter(isFramed).length;
			} catch {
				// Most know the stacks of JavaScript alone, and throw at others.
				return 0;
			}
		};
		return Object.entries(parsers).map(([name, parser]) => ({
			name,
			figure: texts.map(found(parser)).reduce((sum, count) => sum + count, 0),
		}));
	});
