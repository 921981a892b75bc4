import { resolve } from 'node:path';
import { util } from '../../adapters/builtin.ts';
import { readRegularFile, readSettingsText, readSmallFile } from '../../adapters/files.ts';
import type { Project } from '../../adapters/paths.ts';
import { replaceFile } from '../../adapters/replace-file.ts';
import { projectSettingsName, projectSettingsPath } from '../../adapters/settings-files.ts';
import { setDotenvVariable } from '../../core/dotenv-edit.ts';
import { SETTINGS, type SettingDefinition, type SettingName } from '../../core/settings/definitions.ts';
import { readSettingsFile } from '../../core/settings/file.ts';
import { type Context, type Flags, type Handler, textFlag, UserError } from '../spec.ts';
import { findProject, loadSettings } from '../workplace.ts';
import { fromOption } from './names.ts';
import { noteChange } from './note-change.ts';

/** Where a setting is kept: endpoint and key stay out of what is committed. */
const inDotenv = (name: SettingName) => name === 'url' || name === 'key';

function checkValue(name: SettingName, text: string, requireHttps: boolean): void {
	const definition: SettingDefinition<unknown> = SETTINGS[name];
	const parsed = definition.parse(text, { requireHttps });
	if (parsed.kind === 'problem') throw new UserError(`${name} ${parsed.message}`, 'Nothing was changed.');
}

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
	const after = value === undefined ? others : { ...before, [name]: toJsonValue(value) };
	replaceFile(path, `${JSON.stringify(after, null, 2)}\n`, 0o644);
}

function toJsonValue(text: string): string | number | boolean {
	if (/^\d{1,15}$/.test(text)) return Number(text);
	return text === 'true' || text === 'false' ? text === 'true' : text;
}

/** The key comes from a stream or a file: arguments are seen by every process of the machine. */
function readKey(flags: Flags, context: Context): string {
	const path = textFlag(flags, 'key-file');
	if (flags['key-stdin'] && path)
		throw new UserError('--key-stdin and --key-file exclude each other', 'Give one of them');
	if (!flags['key-stdin'] && !path) {
		throw new UserError(
			'a key is not taken as an argument',
			'Use: murmur8 telemetry-config set key --key-stdin < file',
		);
	}
	const text = path ? readSmallFile(resolve(context.cwd, path)) : context.readStdin();
	if (!text?.trim()) throw new UserError('no key was given', 'The file or stdin is empty or unreadable.');
	return text.trim();
}

function apply(name: SettingName, value: string | undefined, context: Context): void {
	const project = findProject(context);
	const before = loadSettings(project, context.environment);
	if (inDotenv(name)) changeDotenv(project, SETTINGS[name].variable, value);
	else changeProjectFile(project, name, value);
	const after = loadSettings(project, context.environment);
	noteChange(project, [name], before, after, context);
	const { sources } = after;
	const saved = inDotenv(name) ? 'dotenv' : 'project';
	if (sources[name] === 'environment') {
		context.warn(`saved, but ${SETTINGS[name].variable} in the environment wins`);
	} else if (value !== undefined && sources[name] !== saved) {
		context.warn('saved; it does nothing until this project is trusted: murmur8 telemetry-config trust');
	}
}

/** `telemetry-config set <name> <value>` */
export const setSetting: Handler = ({ positionals, flags }, context) => {
	const name = fromOption(positionals[0] ?? '');
	if (name === 'key' && positionals.length > 1) {
		throw new UserError(
			'a key is not taken as an argument',
			'Use: murmur8 telemetry-config set key --key-stdin < file',
		);
	}
	const value = name === 'key' ? readKey(flags, context) : positionals[1];
	if (value === undefined)
		throw new UserError('the value is missing', 'Use: murmur8 telemetry-config set <name> <value>');
	const { requireHttps } = loadSettings(findProject(context), context.environment).values;
	checkValue(name, value, requireHttps);
	apply(name, value.trim(), context);
	return 0;
};

/** `telemetry-config unset <name>` */
export const unsetSetting: Handler = ({ positionals }, context) => {
	apply(fromOption(positionals[0] ?? ''), undefined, context);
	return 0;
};
