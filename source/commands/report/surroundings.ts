import { readSettingsText } from '../../adapters/files.ts';
import type { Project } from '../../adapters/paths.ts';
import { projectSettingsName, projectSettingsPath } from '../../adapters/settings-files.ts';
import type { Baseline } from '../../core/live/churn.ts';
import { type ModuleMap, readModuleMap } from '../../core/settings/module-map.ts';
import { toPrintableLine } from '../../core/text.ts';
import { shownOwner } from '../../failures/owners/shown-owner.ts';
import { type Evidence, totalRollup } from '../../failures/report/evidence.ts';
import { REPORT_SCOPE } from '../../failures/report/observed.ts';
import type { ReportSurroundings } from '../../failures/report/report.ts';
import { readBaseline } from '../../store/churn.ts';
import { openExistingDatabase } from '../../store/database.ts';
import { sha256 } from '../../store/history.ts';
import { type Context, UserError } from '../spec.ts';
import { ownerSources } from './owners.ts';
import { projectPaths } from './project-path.ts';

function settingsModules(project: Project): unknown {
	const found = readSettingsText(projectSettingsPath(project));
	if (found.kind !== 'text') return undefined;
	try {
		return (JSON.parse(found.text) as { readonly modules?: unknown }).modules;
	} catch {
		return undefined;
	}
}

/**
 * Folders and owners of the project's settings.
 * @throws UserError where they can't be read
 */
export function readModules(project: Project): ModuleMap {
	const { modules, problems } = readModuleMap(settingsModules(project));
	const [problem] = problems;
	if (problem === undefined) return modules;
	const text = toPrintableLine(`${projectSettingsName(project)}: ${problem}`, 400);
	throw new UserError(text, 'Like "modules": {"packages/api": "@acme/api"}');
}

/** What the last recorded report knew. A database that can't be read is none. */
function baselineOf(project: Project, context: Context): Baseline | undefined {
	try {
		const database = openExistingDatabase(project.databasePath);
		try {
			return database && readBaseline(database, REPORT_SCOPE);
		} finally {
			database?.close();
		}
	} catch (error) {
		context.warn('murmur8: the last recorded report can’t be read, so nothing is compared (MURMUR8_DEBUG=1 says why)');
		context.debug(String(error));
		return undefined;
	}
}

/** Looks up what a report needs beside its evidence: owners, and what is known of before. */
export async function lookAround(
	evidence: Evidence,
	{ project, modules, nowMs }: { readonly project: Project; readonly modules: ModuleMap; readonly nowMs: number },
	context: Context,
): Promise<ReportSurroundings> {
	const { root } = project;
	const projectPath = projectPaths(root);
	const files = [...totalRollup(evidence).values()].flatMap(({ file }) =>
		file === undefined ? [] : (projectPath(file) ?? []),
	);
	return {
		nowMs,
		baseline: baselineOf(project, context),
		owners: await ownerSources(root, modules, files, context.environment),
		projectPath,
		show: (owner) => shownOwner(owner, sha256),
	};
}
