import type { ModuleMap } from '../../core/settings/module-map.ts';
import type { Codeowners } from './codeowners.ts';
import type { Committer } from './commit-log.ts';
import { nearestModule } from './module-map.ts';

/** What is known about who owns what, nearest first. */
export interface OwnerSources {
	readonly codeowners?: Codeowners | undefined;
	readonly modules: ModuleMap;
	/** By path; of the files asked for. */
	readonly committers: ReadonlyMap<string, readonly Committer[]>;
}

/** Owners as the sources have them: handles or e-mail addresses; `shownOwner` makes them fit to be shown. */
export type SuggestedOwner =
	| { readonly kind: 'codeowners'; readonly owners: readonly string[]; readonly line: number }
	| { readonly kind: 'module'; readonly owners: readonly string[]; readonly module: string }
	| { readonly kind: 'committers'; readonly owners: readonly string[] }
	/** Whom to ask: who owns most, undefined where nobody owns anything. */
	| { readonly kind: 'unknown'; readonly ask: string | undefined };

/** The owner that the most lines name; of several the first by name. */
function mostNamed(lists: Iterable<readonly string[]>): string | undefined {
	const counts = new Map<string, number>();
	for (const owners of lists) for (const owner of owners) counts.set(owner, (counts.get(owner) ?? 0) + 1);
	return [...counts].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))[0]?.[0];
}

/**
 * Who should look at an error.
 * @param path of the topmost frame's file in the project, from the root; undefined for an error without one
 */
export function suggestOwner(
	path: string | undefined,
	{ codeowners, modules, committers }: OwnerSources,
): SuggestedOwner {
	if (path !== undefined) {
		const rules = codeowners?.match(path) ?? [];
		const owners = [...new Set(rules.flatMap((rule) => rule.owners))];
		if (owners.length > 0) return { kind: 'codeowners', owners, line: rules.at(-1)?.line ?? 0 };
		const found = nearestModule(modules, path);
		if (found) return { kind: 'module', ...found };
		const people = committers.get(path) ?? [];
		if (people.length > 0) return { kind: 'committers', owners: people.map(({ email }) => email) };
	}
	const named = codeowners?.rules.map(({ owners }) => owners) ?? [];
	return { kind: 'unknown', ask: mostNamed([...named, ...modules.values()]) };
}
