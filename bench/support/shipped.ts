import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = resolve(import.meta.dirname, '..', '..', 'dist', '.bench');
// By a process of its own: what the bundler leaves in the heap makes line splitting up to twice as fast.
execFileSync(process.execPath, [
	join(import.meta.dirname, 'bundle-parts.ts'),
	folder,
	'shipped-parts.ts',
	'split-lines.ts',
]);

const parts: typeof import('./shipped-parts.ts') = await import(pathToFileURL(join(folder, 'shipped-parts.mjs')).href);

/** Bundled as they ship: of modules by themselves V8 makes slower code (docs/decisions.md, 106). */
export const { Codeowners, createEngine, extractTraces, Sanitiser, TemplateMiner, TraceExtractor } = parts;

/** The reference of the sanitiser, as a program. */
export const splitLinesProgram = join(folder, 'split-lines.mjs');
