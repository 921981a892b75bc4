import { resolve } from 'node:path';
import { readSmallFile } from '../../adapters/files.ts';
import { type Context, type Flags, type Handler, textFlag, UserError } from '../spec.ts';
import { findProject, loadSettings } from '../workplace.ts';
import { saveInterface } from './interface-setting.ts';
import { fromOption, isInterfaceName, type OptionName } from './names.ts';
import { checkValue, saveSetting } from './save-setting.ts';

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

function apply(name: OptionName, value: string | undefined, context: Context): void {
	const note = isInterfaceName(name)
		? saveInterface(name, value, context)
		: saveSetting(findProject(context), name, value, context);
	if (note !== undefined) context.warn(note);
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
	if (!isInterfaceName(name)) {
		const { requireHttps } = loadSettings(findProject(context), context.environment).values;
		checkValue(name, value, requireHttps);
	}
	apply(name, value.trim(), context);
	return 0;
};

/** `telemetry-config unset <name>` */
export const unsetSetting: Handler = ({ positionals }, context) => {
	apply(fromOption(positionals[0] ?? ''), undefined, context);
	return 0;
};
