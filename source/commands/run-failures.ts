import type { Project } from '../adapters/paths.ts';
import type { RunFailure } from '../core/run-failure.ts';
import type { ModuleMap } from '../core/settings/module-map.ts';
import { shownOwner } from '../failures/owners/shown-owner.ts';
import { suggestOwner } from '../failures/owners/suggest-owner.ts';
import type { Database } from '../store/database.ts';
import { readRunFailures } from '../store/failure-sightings.ts';
import { sha256 } from '../store/history.ts';
import { ownerSources } from './report/owners.ts';
import { projectPaths } from './report/project-path.ts';
import { readModules } from './report/surroundings.ts';
import type { Context } from './spec.ts';

/** Settings that can't be read are told of elsewhere; here they are as good as none. */
function modulesOf(project: Project): ModuleMap {
	try {
		return readModules(project);
	} catch {
		return new Map();
	}
}

/** What the logs of a run showed, and who owns the files that it came about in. */
export async function runFailures(
	database: Database,
	project: Project,
	runId: string,
	{ environment }: Pick<Context, 'environment'>,
): Promise<readonly RunFailure[]> {
	const stored = readRunFailures(database, runId);
	if (stored.length === 0) return [];
	const toPath = projectPaths(project.root);
	const pathOf = (file: string | undefined) => (file === undefined ? undefined : toPath(file));
	const paths = stored.flatMap(({ file }) => pathOf(file) ?? []);
	const sources = await ownerSources(project.root, modulesOf(project), paths, environment);
	return stored.map(({ file, ...failure }) => {
		const found = suggestOwner(pathOf(file), sources);
		if (found.kind === 'unknown') return failure;
		const names = new Set(found.owners.map((owner) => shownOwner(owner, sha256)));
		return { ...failure, owner: [...names].join(' ') };
	});
}
