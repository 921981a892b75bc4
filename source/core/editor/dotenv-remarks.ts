import { isCutShort, isInTypographicQuotes, isTruncatedKey } from '../dotenv-faults.ts';
import { SETTINGS, type SettingName } from '../settings/definitions.ts';
import { resolveSettings, type SettingInputs } from '../settings/resolve.ts';
import { toPrintableLine } from '../text.ts';
import { linesOf } from './headings.ts';
import type { Remark } from './remark.ts';

/** Where a file sets a variable. */
interface Assignment {
	readonly variable: string;
	/** What stands behind the `=`, as written. */
	readonly raw: string;
	readonly from: number;
	readonly to: number;
}

const ASSIGNMENT = /^\uFEFF?\s*(?:export\s+)?(MURMUR8_\w+)\s*=(.*)$/;

function assignmentsOf(text: string): readonly Assignment[] {
	return linesOf(text).flatMap(({ text: line, from }) => {
		const [, variable, raw = ''] = ASSIGNMENT.exec(line) ?? [];
		return variable === undefined ? [] : [{ variable, raw: raw.trim(), from, to: from + line.length }];
	});
}

const NAMES = Object.keys(SETTINGS) as readonly SettingName[];
const { url: URL_SETTING, key: KEY_SETTING } = SETTINGS;

type Words = Pick<Remark, 'severity' | 'code' | 'message'>;

/** What can be seen of one line alone. The first that holds is what is said of it. */
const LINE_RULES: readonly ((assignment: Assignment, inputs: SettingInputs) => Words | undefined)[] = [
	({ raw }) =>
		isInTypographicQuotes(raw)
			? {
					severity: 'error',
					code: 'typographic-quotes',
					message: 'These quotes are typographic and become a part of the value; write "…" or none',
				}
			: undefined,
	({ variable, raw }) =>
		variable === KEY_SETTING.variable && isCutShort(raw)
			? {
					severity: 'error',
					code: 'key-cut-short',
					message: 'The key ends at its #, which begins a comment; put the value into double quotes',
				}
			: undefined,
	({ variable }, { dotenv }) =>
		variable === KEY_SETTING.variable && isTruncatedKey(dotenv[variable]?.trim() ?? '')
			? {
					severity: 'error',
					code: 'key-truncated',
					message: 'A key that begins with mm8_ has 64 hexadecimal digits behind it: this one was cut or mistyped',
				}
			: undefined,
	({ variable }) =>
		NAMES.some((name) => SETTINGS[name].variable === variable) || !variable.startsWith('MURMUR8_TELEMETRY_')
			? undefined
			: { severity: 'warning', code: 'variable-unknown', message: `${variable} is no setting and does nothing` },
];

/** What settings make of the file: values that can't be read, an endpoint in the clear, a key for nothing. */
function settingRemarks(last: ReadonlyMap<string, Assignment>, inputs: SettingInputs): readonly Remark[] {
	const { values, sources, problems } = resolveSettings(inputs);
	const at = (variable: string, words: Words): readonly Remark[] => {
		const assignment = last.get(variable);
		return assignment ? [{ from: assignment.from, to: assignment.to, ...words }] : [];
	};
	const invalid = problems.flatMap(({ name, source, message }) =>
		name === undefined || source !== 'dotenv'
			? []
			: at(SETTINGS[name].variable, {
					severity: 'error',
					code: 'setting-invalid',
					message: `Nothing is sent: ${toPrintableLine(message, 400)}`,
				}),
	);
	const isInTheClear = values.url?.isPlainHttp === true && !values.url.isLoopback && sources.url === 'dotenv';
	const isKeyAlone = values.url === undefined && Boolean(inputs.dotenv[KEY_SETTING.variable]?.trim());
	const hasBadUrl = problems.some(({ name }) => name === 'url');
	return [
		...invalid,
		...(isInTheClear
			? at(URL_SETTING.variable, {
					severity: 'warning',
					code: 'plain-http',
					message: 'The URL is http: events and key travel unencrypted; write https:',
				})
			: []),
		...(isKeyAlone && !hasBadUrl
			? at(KEY_SETTING.variable, {
					severity: 'warning',
					code: 'key-without-url',
					message: `There is a key, but ${URL_SETTING.variable} is not set: nothing is sent`,
				})
			: []),
	];
}

/**
 * What of a `.env` would break telemetry. One remark a line, the most telling one.
 * @param inputs texts of all settings, with the variables of this very text as `dotenv`
 */
export function dotenvRemarks(text: string, inputs: SettingInputs): readonly Remark[] {
	const assignments = assignmentsOf(text);
	// The last one is the one that counts.
	const last = new Map(assignments.map((assignment) => [assignment.variable, assignment]));
	const ofLines = [...last.values()].flatMap((assignment): readonly Remark[] => {
		const words = LINE_RULES.map((rule) => rule(assignment, inputs)).find((found) => found !== undefined);
		return words === undefined ? [] : [{ from: assignment.from, to: assignment.to, ...words }];
	});
	const told = new Set(ofLines.map(({ from }) => from));
	const others = settingRemarks(last, inputs).filter(({ from }) => !told.has(from));
	return [...ofLines, ...others].toSorted((one, other) => one.from - other.from);
}
