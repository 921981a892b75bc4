import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { homeFolder } from '../../adapters/environment.ts';
import type { Project } from '../../adapters/paths.ts';
import {
	ensureClaudeFolder,
	ensureDotenv,
	ensureGitignore,
	undoClaudeFolder,
	undoDotenv,
	undoGitignore,
} from '../../adapters/project-setup.ts';
import { errorText } from '../../core/error-text.ts';
import { type Context, type Handler, type Invocation, UserError } from '../spec.ts';
import { findProject, loadSettings } from '../workplace.ts';

/** Does one file's part; the error names the file, which is as it was. */
function attempt<T>(what: string, work: () => T): T {
	try {
		return work();
	} catch (error) {
		const reason = errorText(error);
		throw new UserError(`${what} can't be changed: ${reason}`, `${what} is as it was.`, 1);
	}
}

function setUp(project: Project, queuePath: string, context: Context): void {
	attempt('.claude/', () => ensureClaudeFolder(project.root));
	// Before the file that will hold a key: it must not be there unignored, even for a moment.
	attempt('.gitignore', () => ensureGitignore(project.root, queuePath));
	attempt('.env', () => ensureDotenv(dirname(project.dotenvPath)));
	if (!existsSync(join(project.root, '.blueprint'))) {
		context.warn('murmur8: no .blueprint/ here; the pipeline comes from: npx --package=murmur8 -- murmur8 init');
	}
}

function undo(project: Project, queuePath: string, context: Context): void {
	for (const [name, count] of [
		['.env', attempt('.env', () => undoDotenv(dirname(project.dotenvPath)))],
		['.gitignore', attempt('.gitignore', () => undoGitignore(project.root, queuePath))],
	] as const) {
		if (count > 0) context.warn(`murmur8: ${name} keeps ${count} of its lines there, which init did not write`);
	}
	undoClaudeFolder(project.root);
}

/** Flags that say something about the skill alone. */
const SKILL_FLAGS = ['print', 'force', 'json'] as const;

/** @throws UserError where flags do not go together */
function checkFlags({ flags, positionals }: Invocation): void {
	if (flags['skill']) return;
	const odd = SKILL_FLAGS.find((name) => flags[name]);
	const given = odd === undefined ? positionals[0] && 'a file' : `--${odd}`;
	if (given) throw new UserError(`${given} goes with --skill`, 'See: murmur8 init --help');
}

/** `init`, `init --undo`, `init --skill` */
export const init: Handler = async (invocation, context) => {
	const { flags } = invocation;
	checkFlags(invocation);
	if (flags['print']) {
		const { printSkill } = await import('./init-skill.ts');
		printSkill(flags['json'] === true, context);
		return 0;
	}
	const project = findProject(context);
	if (project.root === homeFolder(context.environment)) {
		throw new UserError('this is your home folder, no project', 'Change into the project first: cd <project>');
	}
	const { queuePath } = loadSettings(project, context.environment).values;
	const skills = await import('./init-skill.ts');
	if (flags['skill']) {
		const paths = skills.skillPaths(project, invocation.positionals[0], context.cwd);
		if (!flags['undo']) setUp(project, queuePath, context);
		return skills.changeProjectSkills(project, paths, invocation, context);
	}
	if (!flags['undo']) {
		setUp(project, queuePath, context);
		return 0;
	}
	// Before the folder, which goes if nothing is left in it.
	skills.undoProjectSkills(project, context);
	undo(project, queuePath, context);
	return 0;
};
