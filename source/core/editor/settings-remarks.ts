import { isJsonObject } from '../json.ts';
import { readSettingsFile } from '../settings/file.ts';
import { resolveSettings } from '../settings/resolve.ts';
import { toPrintableLine } from '../text.ts';
import { jsonMembers } from './json-members.ts';
import { firstLine, type Remark } from './remark.ts';

const FILE = 'telemetry-config.json';
const CONSEQUENCE = 'nothing is sent until this is mended';

/** Where a parser stopped, as its words tell; else the first line. */
function syntaxRemark(text: string, error: unknown): Remark {
	const words = error instanceof Error ? error.message : '';
	const told = /at position (\d{1,9})/.exec(words)?.[1];
	const at = told === undefined ? (/end of JSON/.test(words) ? text.length : undefined) : Number(told);
	const place = at === undefined ? firstLine(text) : { from: Math.max(0, at - 1), to: Math.min(text.length, at + 1) };
	const message = `This is no JSON: ${CONSEQUENCE}`;
	return { ...place, severity: 'error', code: 'settings-unreadable', message };
}

/** What is wrong with one member of the file, by the validator that reads the whole of it. */
function memberProblems(name: string, value: unknown): readonly string[] {
	const file = readSettingsFile(JSON.stringify({ [name]: value }), FILE);
	const { problems } = resolveSettings({
		flags: {},
		environment: {},
		dotenv: {},
		project: file,
		isProjectTrusted: true,
	});
	return problems.map(({ message }) => toPrintableLine(message, 400));
}

/**
 * What is wrong with a `telemetry-config.json`. One remark where it can't be read at all.
 * @param sectionProblems what is wrong with a part that is no setting, by its name
 */
export function settingsRemarks(
	text: string,
	sectionProblems: (name: string, value: unknown) => readonly string[],
): readonly Remark[] {
	const bare = text.replace(/^\uFEFF/, ' ');
	let value: unknown;
	try {
		value = JSON.parse(bare);
	} catch (error) {
		return [syntaxRemark(text, error)];
	}
	if (!isJsonObject(value)) {
		const message = `Settings are an object: ${CONSEQUENCE}`;
		return [{ ...firstLine(text), severity: 'error', code: 'settings-unreadable', message }];
	}
	const members = new Map(jsonMembers(bare).map((member) => [member.name, member]));
	return Object.entries(value).flatMap(([name, given]) => {
		const { from, to } = members.get(name) ?? firstLine(text);
		const problems = [...memberProblems(name, given), ...sectionProblems(name, given)];
		return problems.map((problem): Remark => {
			const message = `${problem}; ${CONSEQUENCE}`;
			return { from, to, severity: 'error', code: 'setting-invalid', message };
		});
	});
}
