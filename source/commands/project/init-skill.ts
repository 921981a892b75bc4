import { relative, resolve, sep } from 'node:path';
import { isInside, type Project } from '../../adapters/paths.ts';
import { changeSkills, type FileChange, findSkillFiles } from '../../adapters/skill-setup.ts';
import { putHooks } from '../../core/setup/hook-settings.ts';
import { renderSkillSection } from '../../core/setup/skill-lines.ts';
import { stripControls, toPrintableLine } from '../../core/text.ts';
import { type Context, type Invocation, UserError } from '../spec.ts';

/** What `init --skill --print` prints: the section, and as JSON the hooks, too. */
export function printSkill(asJson: boolean, { print }: Context): void {
	const section = renderSkillSection();
	const hooks = putHooks(undefined);
	const settings: unknown = hooks.kind === 'added' ? JSON.parse(hooks.text) : {};
	print(asJson ? JSON.stringify({ section, settings }, null, 2) : section);
}

/** @throws UserError where the file that was named is not the project's */
export function skillPaths({ root }: Project, named: string | undefined, cwd: string): readonly string[] {
	if (named === undefined) return findSkillFiles(root);
	const path = resolve(cwd, named);
	if (!isInside(root, path)) {
		const shown = toPrintableLine(named);
		throw new UserError(`no such file in the project: ${shown}`, 'Name the skill: murmur8 init --skill <file>');
	}
	return [relative(root, path).split(sep).join('/')];
}

const WORDS: Readonly<Record<FileChange['result'], string>> = {
	added: 'added',
	updated: 'brought up to date',
	removed: 'removed',
	unchanged: 'as it was',
	kept: 'left alone',
};

const PARTS = { section: 'recording lines', hooks: 'hooks' } as const;

function sentence({ path, part, result, reason }: FileChange): string {
	const why = reason === undefined ? '' : `: ${toPrintableLine(reason)}`;
	return `${toPrintableLine(path)}: ${PARTS[part]} ${WORDS[result]}${why}`;
}

/** The user's section beside ours, so that nobody loses an edit unseen. */
function difference(changed: string): string {
	const ours = renderSkillSection().split('\n');
	const theirs = stripControls(Buffer.from(changed, 'latin1').toString()).split('\n');
	const [known, edited] = [new Set(ours), new Set(theirs)];
	return [
		...theirs.filter((line) => !known.has(line)).map((line) => `- ${line}`),
		...ours.filter((line) => !edited.has(line)).map((line) => `+ ${line}`),
	].join('\n');
}

/**
 * `init --skill`, `init --skill --undo`: stdout says what became of each file.
 * @returns the exit code: 1 where something was left alone
 */
export function changeProjectSkills(
	project: Project,
	paths: readonly string[],
	{ flags }: Invocation,
	context: Context,
): number {
	const order = { isUndo: flags['undo'] === true, isForced: flags['force'] === true };
	const files = changeSkills(project.root, paths, order);
	if (flags['json']) context.print(JSON.stringify({ files: files.map(({ changed: _changed, ...file }) => file) }));
	else for (const file of files) context.print(sentence(file));
	for (const { path, changed } of files) {
		if (changed === undefined) continue;
		context.warn(`murmur8: ${toPrintableLine(path)} keeps what was changed in it; --force takes ours:`);
		context.warn(difference(changed));
	}
	if (paths.length === 0 && !order.isUndo) {
		context.warn(
			'murmur8: no pipeline skill found; name it: murmur8 init --skill <file>, or murmur8 init --skill --print',
		);
	}
	return files.some(({ result }) => result === 'kept') ? 1 : 0;
}

/** What `init --undo` does to skills: only what it left alone is told. */
export function undoProjectSkills({ root }: Project, context: Context): void {
	const files = changeSkills(root, findSkillFiles(root), { isUndo: true, isForced: false });
	for (const file of files) if (file.result === 'kept') context.warn(`murmur8: ${sentence(file)}`);
}
