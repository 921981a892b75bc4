import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { readSettingsText } from '../../adapters/files.ts';
import { replaceFile } from '../../adapters/replace-file.ts';
import {
	PROJECT_SETTINGS_FILE,
	projectSettingsPath,
	readUserFile,
	settingsDigest,
	userSettingsPath,
} from '../../adapters/settings-files.ts';
import { readSettingsFile } from '../../core/settings/file.ts';
import { shownText } from '../../core/settings/shown.ts';
import { toPrintableLine } from '../../core/text.ts';
import { type Handler, UserError } from '../spec.ts';
import { findProject, loadSettings } from '../workplace.ts';
import { noteChange } from './note-change.ts';

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

/** `telemetry-config trust`: this content of the project's file may widen what leaves, on this machine. */
export const trustProject: Handler = ({ flags }, context) => {
	const project = findProject(context);
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
	const settings = loadSettings(project, context.environment);
	const { inert } = settings;
	if (!flags['yes']) {
		for (const name of inert)
			context.print(`${name}: ${toPrintableLine(shownText(name, values[name] ?? ''), LONGEST_SHOWN)}`);
		if (inert.length === 0) context.print('Nothing in it waits for trust.');
		else context.print('To let these hold on this machine: murmur8 telemetry-config trust --yes');
		return 0;
	}
	const path = userSettingsPath(context.environment);
	const user = readUserFile(context.environment);
	if (user.file.problems[0]) throw new UserError(user.file.problems[0], `Mend ${path} first; nothing was trusted.`, 1);
	const trusted = { ...user.trusted, [project.dataRoot]: settingsDigest(found.text) };
	mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
	const before = readSettingsText(path);
	const kept = before.kind === 'text' ? (JSON.parse(before.text) as object) : {};
	replaceFile(path, `${JSON.stringify({ ...kept, trusted }, null, 2)}\n`, 0o600);
	const after = loadSettings(project, context.environment);
	const change = { before: settings, after };
	noteChange(project, inert, change, change, context);
	context.print(`Trusted: ${inert.length === 0 ? 'nothing waited' : inert.join(', ')}`);
	return 0;
};
