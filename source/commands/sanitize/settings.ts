import { readSettingsText } from '../../adapters/files.ts';
import {
	projectSettingsName,
	projectSettingsPath,
	readSettingsFiles,
	userSettingsPath,
} from '../../adapters/settings-files.ts';
import { toPrintableLine } from '../../core/text.ts';
import { readUserRules, SANITIZE_SECTION } from '../../failures/sanitise/user-rules.ts';
import { type Context, UserError } from '../spec.ts';
import { findProject } from '../workplace.ts';

/** What the settings add to the table's rules. */
export interface SanitizeSettings {
	/** For readUserRules, in this process and in the workers. */
	readonly section: { readonly rules: readonly unknown[] };
	readonly allowed: readonly string[];
	/** Whether the project's file allows values, but is not trusted. */
	readonly hasInertValues: boolean;
}

function sectionOf(path: string): unknown {
	const found = readSettingsText(path);
	if (found.kind !== 'text') return undefined;
	try {
		return (JSON.parse(found.text) as Readonly<Record<string, unknown>>)[SANITIZE_SECTION];
	} catch {
		return undefined;
	}
}

const rulesOf = (section: unknown): readonly unknown[] =>
	(section as { rules?: readonly unknown[] } | undefined)?.rules ?? [];

/**
 * Rules of the user's and the project's file. A committed file may hide more, but what it lets through counts only
 * once it is trusted on this machine.
 * @throws UserError where anything of them can't be read: less would be hidden than was asked for
 */
export function readSanitizeSettings(context: Context): SanitizeSettings {
	const project = findProject(context);
	const { project: file, user, isProjectTrusted } = readSettingsFiles(project, context.environment);
	const own = sectionOf(userSettingsPath(context.environment));
	const shared = sectionOf(projectSettingsPath(project));
	const read = [readUserRules(own), readUserRules(shared)] as const;
	const problems = [
		...user.problems,
		...file.problems,
		...read[0].problems.map((text) => `the user settings file: ${text}`),
		...read[1].problems.map((text) => `${projectSettingsName(project)}: ${text}`),
	];
	const [problem] = problems;
	if (problem !== undefined) {
		throw new UserError(toPrintableLine(problem, 400), 'Mend the settings; with a rule left out less would be hidden.');
	}
	return {
		section: { rules: [...rulesOf(own), ...rulesOf(shared)] },
		allowed: [...read[0].allowed, ...(isProjectTrusted ? read[1].allowed : [])],
		hasInertValues: !isProjectTrusted && read[1].allowed.length > 0,
	};
}
