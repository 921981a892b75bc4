import { readCodeowners } from '../../adapters/codeowners-file.ts';
import type { Environment } from '../../adapters/environment.ts';
import { readCommitters } from '../../adapters/git-committers.ts';
import type { ModuleMap } from '../../core/settings/module-map.ts';
import { type OwnerSources, suggestOwner } from '../../failures/owners/suggest-owner.ts';

/**
 * What tells who owns these files.
 * @param paths from the root
 */
export async function ownerSources(
	root: string,
	modules: ModuleMap,
	paths: readonly string[],
	environment: Environment,
): Promise<OwnerSources> {
	const codeowners = readCodeowners(root)?.codeowners;
	const known = { codeowners, modules, committers: new Map() };
	// git is asked only for what no file names an owner of.
	const asked = [...new Set(paths)].filter((path) => suggestOwner(path, known).kind === 'unknown');
	const reading = asked.length > 0 ? await readCommitters(root, asked, environment) : undefined;
	return reading?.kind === 'read' ? { ...known, committers: reading.committers } : known;
}
