import { AUDIENCES } from '../source/core/privacy/audience.ts';
import { fieldRows } from '../source/core/privacy/field-table.ts';
import { SETTINGS, type SettingDefinition } from '../source/core/settings/definitions.ts';

type Cells = readonly string[];

/** In a cell of a table a bar would end the cell. */
const escapeCell = (text: string) => text.replaceAll('|', '\\|');
const code = (text: string) => (text === '' ? '' : `\`${text}\``);
const table = (header: Cells, rows: readonly Cells[]): string =>
	[header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.map(escapeCell).join(' | ')} |`).join('\n');

function fieldTable(): string {
	const seen = AUDIENCES.filter((audience) => audience !== 'off');
	const rows = fieldRows().map(({ path, class: dataClass, type, unit, meaning, audiences }) => [
		code(path),
		dataClass,
		unit === undefined ? type : `${type}, ${unit}`,
		meaning,
		...seen.map((audience) => (audiences.includes(audience) ? 'yes' : '')),
	]);
	return table(['Field', 'Class', 'Type', 'Meaning', ...seen.map(code)], rows);
}

function settingTable(): string {
	const definitions: readonly (readonly [string, SettingDefinition<unknown>])[] = Object.entries(SETTINGS);
	const rows = definitions.map(([name, { variable, flag, default: byDefault, class: dataClass, meaning, accepts }]) => [
		code(name),
		code(variable),
		code(flag === undefined ? '' : `--${flag}`),
		code(byDefault === undefined ? '' : String(byDefault)),
		accepts,
		dataClass,
		meaning,
	]);
	return table(['Setting', 'Variable', 'Flag', 'Default', 'Values', 'Class', 'Meaning'], rows);
}

/** docs/fields.md, from the registry and the settings; nothing in it is written by hand. */
export function renderFieldsPage(): string {
	return `# What is sent, and the settings

Made by \`npm run docs\` from \`source/core/privacy/registry.ts\` and \`source/core/settings/definitions.ts\`.

## Fields of an event

Of each field: the class of data it belongs to, and the audiences that get it. At audience \`off\` nothing leaves. What
is not in this table is unclassified: it leaves at audience \`on\` only. A \`*\` stands for any name; \`names\` are the
names themselves. The flat wire shows the same under the names that its receivers know, artifacts also as text, and
nothing else. The same table in a terminal: \`murmur8 telemetry-config preview --fields\`.

${fieldTable()}

## Settings

Given by flag, environment variable, \`.env\`, \`.claude/telemetry-config.json\` or the user settings, the first of these
that has it; the key stands in no settings file. What a setting of class \`operator\` says is operator data wherever it is shown to others.

${settingTable()}
`;
}
