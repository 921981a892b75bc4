import { createHash } from 'node:crypto';
import { lstatSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { errorText } from '../core/error-text.ts';
import { hasHooks, putHooks, takeHooks } from '../core/setup/hook-settings.ts';
import { findSection, putSection, takeSection } from '../core/setup/marked-section.ts';
import { renderSkillSection } from '../core/setup/skill-lines.ts';
import { readEditedText, writeEditedText } from './edited-text.ts';

/** Where pipelines keep their skills: the npm package's own, and what other programs read of it. */
export const SKILL_FILES: readonly string[] = [
	'.claude/commands/implement-feature.md',
	'.claude/commands/refine-feature.md',
	'.claude/skills/implement-feature/SKILL.md',
	'.github/skills/implement-feature/SKILL.md',
];

/** Read by Claude Code; meant to be committed, as the skills are. */
export const HOOKS_FILE = '.claude/settings.json';

const sha256 = (text: string): string => createHash('sha256').update(text, 'latin1').digest('hex');

/** What became of one file. */
export interface FileChange {
	/** As it was named. */
	readonly path: string;
	readonly part: 'section' | 'hooks';
	readonly result: 'added' | 'updated' | 'removed' | 'unchanged' | 'kept';
	/** Why it was kept. */
	readonly reason?: string;
	/** What the user made of our section, where that was kept or written over. */
	readonly changed?: string;
}

export interface SkillOrder {
	readonly isUndo: boolean;
	/** Writes over, or takes out, a section that the user changed. */
	readonly isForced: boolean;
}

function changeSection(root: string, path: string, { isUndo, isForced }: SkillOrder): FileChange {
	const file = join(root, path);
	const part = 'section';
	try {
		const text = readEditedText(file);
		if (text === undefined) return { path, part, result: 'kept', reason: 'it is not there' };
		const change = isUndo
			? takeSection(text, sha256, isForced)
			: putSection(text, renderSkillSection(), sha256, isForced);
		if (change.kind === 'unchanged') return { path, part, result: 'unchanged' };
		if (change.kind === 'kept') {
			return { path, part, result: 'kept', reason: change.reason, ...(change.content && { changed: change.content }) };
		}
		writeEditedText(file, change.text, 0o644);
		return { path, part, result: change.kind };
	} catch (error) {
		return { path, part, result: 'kept', reason: errorText(error) };
	}
}

function changeHooks(root: string, { isUndo }: SkillOrder): FileChange {
	const file = join(root, HOOKS_FILE);
	const part = 'hooks';
	const path = HOOKS_FILE;
	try {
		const text = readEditedText(file);
		if (text === undefined && isUndo) return { path, part, result: 'unchanged' };
		const change = isUndo ? takeHooks(text ?? '') : putHooks(text);
		if (change.kind === 'unchanged') return { path, part, result: 'unchanged' };
		if (change.kind === 'kept') return { path, part, result: 'kept', reason: change.reason };
		// What is left of a file that held nothing but hooks of ours.
		if (change.kind === 'removed' && change.text.trim() === '{}') rmSync(file);
		else writeEditedText(file, change.text, 0o644);
		return { path, part, result: change.kind };
	} catch (error) {
		return { path, part, result: 'kept', reason: errorText(error) };
	}
}

/** How a skill stands to what `init --skill` puts in. @throws why it can't be read */
export function skillState(path: string): 'absent' | 'current' | 'old' | 'changed' | 'torn' {
	const section = findSection(readEditedText(path) ?? '', sha256);
	if (section.kind !== 'present') return section.kind;
	if (section.content === renderSkillSection()) return 'current';
	return section.isChanged ? 'changed' : 'old';
}

/** Whether the hooks of a project call this program. */
export function hooksState(root: string): boolean {
	try {
		return hasHooks(readEditedText(join(root, HOOKS_FILE)) ?? '');
	} catch {
		return false;
	}
}

function isThere(path: string): boolean {
	try {
		lstatSync(path);
		return true;
	} catch {
		// Also where a folder on the way is none, or may not be entered.
		return false;
	}
}

/** The file behind a path; undefined where there is none. */
function target(path: string): string | undefined {
	try {
		return realpathSync(path);
	} catch {
		// A link to nothing is there: it is told of.
		return isThere(path) ? path : undefined;
	}
}

/** The skills of a project, each file once: the npm package links one of them to another. */
export function findSkillFiles(root: string): readonly string[] {
	const seen = new Set<string>();
	return SKILL_FILES.filter((path) => {
		const file = target(join(root, path));
		if (file === undefined || seen.has(file)) return false;
		seen.add(file);
		return true;
	});
}

/**
 * Puts the recording lines into skills and the hooks into `settings.json`, or takes them out. Nothing that the user
 * wrote changes; a file that can't be read or written is told of, and the others are done.
 * @param paths of skills, relative to the root or absolute
 */
export function changeSkills(root: string, paths: readonly string[], order: SkillOrder): readonly FileChange[] {
	return [...paths.map((path) => changeSection(root, path, order)), changeHooks(root, order)];
}
