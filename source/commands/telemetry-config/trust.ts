import { readSettingsText } from '../../adapters/files.ts';
import type { Project } from '../../adapters/paths.ts';
import {
	PROJECT_SETTINGS_FILE,
	projectSettingsPath,
	readUserFile,
	settingsDigest,
	userSettingsPath,
} from '../../adapters/settings-files.ts';
import type { SettingName } from '../../core/settings/definitions.ts';
import { readSettingsFile } from '../../core/settings/file.ts';
import type { ResolvedSettings } from '../../core/settings/resolve.ts';
import { shownSetting, shownText } from '../../core/settings/shown.ts';
import { toPrintableLine } from '../../core/text.ts';
import { readUserRules, SANITIZE_SECTION } from '../../failures/sanitise/user-rules.ts';
import { type Context, type Handler, UserError } from '../spec.ts';
import { findProject, loadSettings } from '../workplace.ts';
import { noteChange } from './note-change.ts';
import { changeUserFile } from './user-file.ts';

/** `telemetry-config path`: where settings are kept, one a line. */
export const showPaths: Handler = (_invocation, context) => {
	const project = findProject(context);
	for (const [what, path] of [
		['environment file', project.dotenvPath],
		['project settings', projectSettingsPath(project)],
		['user settings', userSettingsPath(context.environment)],
		['database', project.databasePath],
	]) {
		context.print(`${what?.padEnd(16)} : ${path}`);
	}
	return 0;
};

/** A list of sinks is trusted as a whole, so it is shown as a whole. */
const LONGEST_SHOWN = 16_384;

/** What somebody said elsewhere: whoever trusts the file sees what it takes the place of, or what it yields to. */
function heldBeside(name: SettingName, { values, sources }: ResolvedSettings): string {
	const source = sources[name];
	if (source === 'default') return '';
	const held = `${toPrintableLine(shownSetting(name, values) ?? 'not set', LONGEST_SHOWN)} (from ${source})`;
	return source === 'user' ? `, in place of ${held}` : `, but ${held} wins`;
}

/** What the project's file holds, checked. @throws UserError where there is nothing to trust */
function readProjectFile(project: Project) {
	if (project.settingsPath !== undefined)
		throw new UserError(
			'a file named by --config holds without trust',
			'Leave --config out to trust the project’s own.',
		);
	const found = readSettingsText(projectSettingsPath(project));
	if (found.kind !== 'text')
		throw new UserError(`there is no ${PROJECT_SETTINGS_FILE} to trust`, 'See: murmur8 telemetry-config path', 1);
	const { values, problems } = readSettingsFile(found.text, PROJECT_SETTINGS_FILE);
	if (problems[0]) throw new UserError(problems[0], 'Mend the file first; nothing was trusted.', 1);
	return { text: found.text, values };
}

/**
 * Lets this content of the project's file hold on this machine; noted in the user's own settings.
 * @returns the settings that waited for it
 */
export function trustSettings(project: Project, context: Context): readonly SettingName[] {
	const { text } = readProjectFile(project);
	const before = loadSettings(project, context.environment);
	const trusted = { ...readUserFile(context.environment).trusted, [project.dataRoot]: settingsDigest(text) };
	changeUserFile(context.environment, (content) => ({ ...content, trusted }));
	const change = { before, after: loadSettings(project, context.environment) };
	noteChange(project, before.inert, change, change, context);
	return before.inert;
}

/** `telemetry-config trust`: this content of the project's file may widen what leaves, on this machine. */
export const trustProject: Handler = ({ flags }, context) => {
	const project = findProject(context);
	const { text, values } = readProjectFile(project);
	if (!flags['yes']) {
		const settings = loadSettings(project, context.environment);
		const { inert } = settings;
		for (const name of inert) {
			const waiting = toPrintableLine(shownText(name, values[name] ?? ''), LONGEST_SHOWN);
			context.print(`${name}: ${waiting}${heldBeside(name, settings)}`);
		}
		const { allowed } = readUserRules((JSON.parse(text) as Readonly<Record<string, unknown>>)[SANITIZE_SECTION]);
		for (const one of allowed) context.print(`${SANITIZE_SECTION} allows: ${toPrintableLine(one)}`);
		if (inert.length + allowed.length === 0) context.print('Nothing in it waits for trust.');
		else context.print('To let these hold on this machine: murmur8 telemetry-config trust --yes');
		return 0;
	}
	const inert = trustSettings(project, context);
	context.print(`Trusted: ${inert.length === 0 ? 'nothing waited' : inert.join(', ')}`);
	return 0;
};
