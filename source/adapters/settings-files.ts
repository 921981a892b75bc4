import { basename, join } from 'node:path';
import { EMPTY_SETTINGS_FILE, readSettingsFile, type SettingsFile } from '../core/settings/file.ts';
import { crypto } from './builtin.ts';
import { type Environment, homeFolder } from './environment.ts';
import { readSettingsText } from './files.ts';
import { claudeFile, type Project } from './paths.ts';

export const PROJECT_SETTINGS_FILE = 'telemetry-config.json';

/** The file that was named, else the project's own. */
export const projectSettingsPath = (project: Project): string =>
	project.settingsPath ?? claudeFile(project, PROJECT_SETTINGS_FILE);

/** How messages name it. */
export const projectSettingsName = ({ settingsPath }: Project): string =>
	settingsPath === undefined ? PROJECT_SETTINGS_FILE : basename(settingsPath);

/** The platform's folder for settings of this user. */
function configFolder(environment: Environment): string {
	const home = homeFolder(environment);
	if (process.platform === 'win32') return join(environment['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'murmur8');
	if (process.platform === 'darwin') return join(home, 'Library', 'Preferences', 'murmur8');
	return join(environment['XDG_CONFIG_HOME'] || join(home, '.config'), 'murmur8');
}

export const userSettingsPath = (environment: Environment): string => join(configFolder(environment), 'config.json');

/** Project root → digest of the project's settings file that was trusted. */
export type TrustedProjects = Readonly<Record<string, string>>;

/** Keys of the user's file that are no settings of what is sent. */
const USER_KEYS = ['trusted', 'interface'] as const;

/** Fails closed: a file that is there but can't be read is a problem, not a default. */
function unreadable(fileName: string): SettingsFile {
	return { values: {}, problems: [`${fileName} can't be read`] };
}

interface UserFile {
	readonly file: SettingsFile;
	readonly trusted: TrustedProjects;
}

export function readUserFile(environment: Environment): UserFile {
	const found = readSettingsText(userSettingsPath(environment));
	if (found.kind === 'missing') return { file: EMPTY_SETTINGS_FILE, trusted: {} };
	if (found.kind === 'unreadable') return { file: unreadable('the user settings file'), trusted: {} };
	const file = readSettingsFile(found.text, 'the user settings file', USER_KEYS);
	if (file.problems.length > 0) return { file, trusted: {} };
	const { trusted } = JSON.parse(found.text) as { trusted?: unknown };
	return { file, trusted: typeof trusted === 'object' && trusted !== null ? (trusted as TrustedProjects) : {} };
}

export const settingsDigest = (text: string): string => crypto().createHash('sha256').update(text).digest('hex');

export interface SettingsFiles {
	readonly project: SettingsFile;
	readonly user: SettingsFile;
	readonly isProjectTrusted: boolean;
}

/** The settings of project and user, and whether this content of the project's was trusted on this machine. */
export function readSettingsFiles(project: Project, environment: Environment): SettingsFiles {
	const name = projectSettingsName(project);
	const isNamed = project.settingsPath !== undefined;
	const found = readSettingsText(projectSettingsPath(project));
	const { file: user, trusted } = readUserFile(environment);
	const isTrustedByVariable = environment['MURMUR8_TRUST_PROJECT'] === '1';
	// A file that was named has to be there: only the project's own may be missing.
	if (found.kind === 'missing' && !isNamed)
		return { project: EMPTY_SETTINGS_FILE, user, isProjectTrusted: isTrustedByVariable };
	if (found.kind !== 'text') return { project: unreadable(name), user, isProjectTrusted: false };
	const known = trusted[project.dataRoot];
	const isProjectTrusted =
		isNamed || isTrustedByVariable || (known !== undefined && known === settingsDigest(found.text));
	return { project: readSettingsFile(found.text, name), user, isProjectTrusted };
}
