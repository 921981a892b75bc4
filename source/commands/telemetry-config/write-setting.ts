import { util } from '../../adapters/builtin.ts';
import { readRegularFile, readSettingsText, readSmallFile } from '../../adapters/files.ts';
import type { Project } from '../../adapters/paths.ts';
import { replaceFile } from '../../adapters/replace-file.ts';
import { projectSettingsName, projectSettingsPath } from '../../adapters/settings-files.ts';
import { setDotenvVariable } from '../../core/dotenv-edit.ts';
import { SETTINGS, type SettingName } from '../../core/settings/definitions.ts';
import { readSettingsFile } from '../../core/settings/file.ts';
import { UserError } from '../spec.ts';

/** Where a setting is kept: endpoint and key stay out of what is committed. */
export const inDotenv = (name: SettingName) => name === 'url' || name === 'key';

/** Whether the edit changed this variable and no other, by the parser that will read it. */
function isCleanEdit(before: string, after: string, variable: string, value: string | undefined): boolean {
	const { [variable]: _old, ...othersBefore } = util().parseEnv(before.replace(/^\uFEFF/, ''));
	const { [variable]: now, ...othersAfter } = util().parseEnv(after.replace(/^\uFEFF/, ''));
	return now === value && JSON.stringify(othersBefore) === JSON.stringify(othersAfter);
}

function changeDotenv(project: Project, variable: string, value: string | undefined): void {
	const file = readSettingsText(project.dotenvPath);
	if (file.kind === 'unreadable') throw new UserError(".env can't be read", 'Nothing was changed.', 1);
	const before = file.kind === 'text' ? rawText(project.dotenvPath) : '';
	const after = setDotenvVariable(before, variable, value);
	if (after === before) return;
	if (after === undefined || !isCleanEdit(before, after, variable, value)) {
		throw new UserError(`${variable} can't be set in this .env without touching other lines`, 'Edit it by hand.', 1);
	}
	replaceFile(project.dotenvPath, after, 0o600);
}

/** With its byte order mark, so that it is still there afterwards. */
function rawText(path: string): string {
	const text = readSmallFile(path) ?? '';
	return hasByteOrderMark(path) ? `\uFEFF${text}` : text;
}

function hasByteOrderMark(path: string): boolean {
	return readRegularFile(path)?.subarray(0, 3).toString('hex') === 'efbbbf';
}

function changeProjectFile(project: Project, name: SettingName, value: string | undefined): void {
	const path = projectSettingsPath(project);
	const file = readSettingsText(path);
	const text = file.kind === 'text' ? file.text : '{}';
	const fileName = projectSettingsName(project);
	const { problems } = readSettingsFile(text, fileName);
	if (file.kind === 'unreadable' || problems.length > 0) {
		const problem = problems[0] ?? `${fileName} can't be read`;
		throw new UserError(problem, 'Mend or remove the file first; nothing was changed.', 1);
	}
	const before = JSON.parse(text) as Record<string, unknown>;
	const { [name]: _old, ...others } = before;
	const after = value === undefined ? others : { ...before, [name]: toJsonValue(name, value) };
	replaceFile(path, `${JSON.stringify(after, null, 2)}\n`, 0o644);
}

function toJsonValue(name: SettingName, text: string): unknown {
	if (SETTINGS[name].isJson) return JSON.parse(text);
	if (/^\d{1,15}(?:\.\d{1,15})?$/.test(text)) return Number(text);
	return text === 'true' || text === 'false' ? text === 'true' : text;
}

/**
 * Writes a setting into its file; all other bytes of it stay.
 * @param value undefined takes it out
 * @throws UserError where the file can't be read, or not be changed without touching more
 */
export function writeSetting(project: Project, name: SettingName, value: string | undefined): void {
	if (inDotenv(name)) changeDotenv(project, SETTINGS[name].variable, value);
	else changeProjectFile(project, name, value);
}
