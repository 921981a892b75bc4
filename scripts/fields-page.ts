import { INTERFACE_NAMES, INTERFACE_SETTINGS } from '../source/core/interface-settings.ts';
import { LABELS } from '../source/core/metrics/labels.ts';
import { AUDIENCES } from '../source/core/privacy/audience.ts';
import type { DocumentKind } from '../source/core/privacy/documents.ts';
import type { RegistryNode } from '../source/core/privacy/field.ts';
import { fieldRows, metricRows } from '../source/core/privacy/field-table.ts';
import { SERVED_DOCUMENTS } from '../source/core/privacy/served-documents.ts';
import { SETTINGS, type SettingDefinition } from '../source/core/settings/definitions.ts';

type Cells = readonly string[];

/** In a cell of a table a bar would end the cell. */
const escapeCell = (text: string) => text.replaceAll('|', '\\|');
const code = (text: string) => (text === '' ? '' : `\`${text}\``);
const table = (header: Cells, rows: readonly Cells[]): string =>
	[header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.map(escapeCell).join(' | ')} |`).join('\n');

const SEEN = AUDIENCES.filter((audience) => audience !== 'off');
const seenCells = (audiences: readonly string[]): Cells =>
	SEEN.map((audience) => (audiences.includes(audience) ? 'yes' : ''));

function fieldTable(kind: DocumentKind | RegistryNode): string {
	const rows = fieldRows(kind).map(({ path, class: dataClass, type, unit, meaning, audiences }) => [
		code(path),
		dataClass,
		unit === undefined ? type : `${type}, ${unit}`,
		meaning,
		...seenCells(audiences),
	]);
	return table(['Field', 'Class', 'Type', 'Meaning', ...SEEN.map(code)], rows);
}

function metricTable(): string {
	const rows = metricRows().map(({ name, class: dataClass, kind, unit, labels, meaning, audiences }) => [
		code(name),
		dataClass,
		kind,
		unit,
		labels.map(code).join(', '),
		meaning,
		...seenCells(audiences),
	]);
	return table(['Metric', 'Class', 'Kind', 'Unit', 'Labels', 'Meaning', ...SEEN.map(code)], rows);
}

function labelTable(): string {
	const rows = Object.entries(LABELS).map(([label, values]) => [code(label), values.map(code).join(', ')]);
	return table(['Label', 'Values'], rows);
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

function interfaceTable(): string {
	const rows = INTERFACE_NAMES.map((name) => {
		const { variables, flag = '', otherwise, accepts, meaning } = INTERFACE_SETTINGS[name];
		return [code(name), variables.map(code).join(', '), code(flag), code(otherwise), accepts, meaning];
	});
	return table(['Setting', 'Variable', 'Flag', 'Default', 'Values', 'Meaning'], rows);
}

/** docs/fields.md, from the registries and the settings; nothing in it is written by hand. */
export function renderFieldsPage(): string {
	return `# What is sent, and the settings

Made by \`npm run docs\` from \`source/core/privacy/registry.ts\`, \`source/core/privacy/snapshot-registry.ts\`,
\`source/core/privacy/digest-registry.ts\`, \`source/core/metrics/registry.ts\` and \`source/core/settings/definitions.ts\`.

## Fields of an event

Of each field: the class of data it belongs to, and the audiences that get it. At audience \`off\` nothing leaves. What
is not in this table is unclassified: it leaves at audience \`on\` only. A \`*\` stands for any name or item; \`names\` are the
names themselves. The flat wire shows the same under the names that its receivers know, artifacts also as text, and
nothing else. The same table in a terminal: \`murmur8 telemetry-config preview --fields\`.

${fieldTable('event')}

## Fields of a snapshot

What sinks, \`serve\` and \`mcp\` are given of a finished run. What a list or a map withholds, it withholds with all that is in it.

${fieldTable('snapshot')}

Sinks that keep no sums of their own (otlp, prometheus) are also given all that went to sinks so far:

${fieldTable('totals')}

## Fields of a report's digest

What \`report --format github\` tells the summary and the annotations of a CI job. Samples stay in the report.

${fieldTable(SERVED_DOCUMENTS.digest)}

## Status and report

What \`mcp\` is given beside runs and snapshots: how the project stands,

${fieldTable(SERVED_DOCUMENTS.status)}

and the newest triage report. The texts of errors stay in its file, whatever the audience.

${fieldTable(SERVED_DOCUMENTS.report)}

## Metrics

A point leaves as it is or not at all. It has the class of its metric if its name, its labels and their values are exactly
as registered and this program measured it; every other point is unclassified. Of a counter each run adds its part, a
gauge says how things stood at the end of a run, a histogram gets one observation from each run.

${metricTable()}

Label values are a closed list, so that no log and no history can mint a series:

${labelTable()}

## Settings

Given by flag, environment variable, \`.env\`, \`.claude/telemetry-config.json\` or the user settings, the first of these
that has it; the key stands in no settings file. What a setting of class \`operator\` says is operator data wherever it is shown to others.

${settingTable()}

## Settings of the screens

Given by flag, environment variable or in the user settings (\`murmur8 telemetry-config set theme light\`), the first of
these that has it. They say nothing of what is sent; a committed file has no say in them.

${interfaceTable()}
`;
}
