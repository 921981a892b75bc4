import { mkdirSync, rmdirSync, rmSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { SETTINGS } from '../core/settings/definitions.ts';
import { DOTENV_LINES, ignoredPaths, missingFrom, TEMPLATE_MARK } from '../core/setup/templates.ts';
import { appendBlock, removeBlock } from '../core/setup/text-block.ts';
import { readEditedText, writeEditedText } from './edited-text.ts';

/**
 * Adds the commented template to `<folder>/.env`; creates it, readable by its owner only, where there is none. A file
 * that names `MURMUR8_TELEMETRY_URL` anywhere has it already.
 * @returns whether the file was changed
 * @throws the system's error, or why the file is left alone; then its bytes are as they were
 */
export function ensureDotenv(folder: string): boolean {
	const path = join(folder, '.env');
	const text = readEditedText(path);
	if (text?.includes(TEMPLATE_MARK)) return false;
	writeEditedText(path, appendBlock(text, DOTENV_LINES), 0o600);
	return true;
}

/** The queue as a `.gitignore` in `folder` names it; undefined where it lies outside. */
function queueInside(folder: string, queuePath: string): string | undefined {
	const path = relative(folder, join(folder, queuePath));
	return queuePath.startsWith('/') || path.startsWith('..') || path === '' ? undefined : path.split(sep).join('/');
}

/**
 * Adds what must not be committed to `<folder>/.gitignore`, as far as it is not named there.
 * @param queuePath of the published queue, relative to the folder
 * @returns whether the file was changed
 * @throws the system's error, or why the file is left alone; then its bytes are as they were
 */
export function ensureGitignore(folder: string, queuePath = SETTINGS.queuePath.default): boolean {
	const path = join(folder, '.gitignore');
	const text = readEditedText(path);
	const missing = missingFrom(text ?? '', ignoredPaths(queueInside(folder, queuePath)));
	if (missing.length === 0) return false;
	writeEditedText(path, appendBlock(text, missing), 0o644);
	return true;
}

/** @returns how many lines in the blocks are the user's and stayed */
function takeOut(path: string, ours: ReadonlySet<string>): number {
	const text = readEditedText(path);
	if (text === undefined) return 0;
	let kept = 0;
	let rest = text;
	for (;;) {
		const removal = removeBlock(rest, ours);
		if (removal.kind === 'unchanged') break;
		if (removal.kind === 'empty') {
			rmSync(path);
			return 0;
		}
		rest = removal.text;
		kept += removal.kept;
	}
	if (rest !== text) writeEditedText(path, rest, 0o600);
	return kept;
}

/** Takes the template out of `<folder>/.env` again. @returns how many lines of the user's stood in it and stayed */
export const undoDotenv = (folder: string): number => takeOut(join(folder, '.env'), new Set(DOTENV_LINES));

/** Takes our lines out of `<folder>/.gitignore` again. @returns how many lines of the user's stood in it and stayed */
export const undoGitignore = (folder: string, queuePath = SETTINGS.queuePath.default): number =>
	takeOut(join(folder, '.gitignore'), new Set(ignoredPaths(queueInside(folder, queuePath))));

/** Makes `.claude/`, which also marks the project's root. */
export function ensureClaudeFolder(folder: string): void {
	mkdirSync(join(folder, '.claude'), { recursive: true });
}

/** Removes `.claude/` if nothing is in it. */
export function undoClaudeFolder(folder: string): void {
	try {
		rmdirSync(join(folder, '.claude'));
	} catch {
		// Something is in it, or it is not there.
	}
}
