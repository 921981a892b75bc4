/** Folders and files whose owners the project's settings name. */
export type ModuleMap = ReadonlyMap<string, readonly string[]>;

export interface ModuleMapReading {
	readonly modules: ModuleMap;
	/** What is wrong with the map, in words; empty where it may be used. */
	readonly problems: readonly string[];
}

const OWNER = /^(?:@[^\s@]+|[^\s@]+@[^\s@]+)$/;

/** With `/`, without what says nothing. */
export const cleanPath = (path: string): string =>
	path
		.replaceAll('\\', '/')
		.split('/')
		.filter((segment) => segment !== '' && segment !== '.')
		.join('/');

function ownersIn(value: unknown): readonly string[] | undefined {
	const owners: readonly unknown[] = Array.isArray(value) ? value : [value];
	const isAll = owners.length > 0 && owners.every((owner) => typeof owner === 'string' && OWNER.test(owner));
	return isAll ? (owners as readonly string[]) : undefined;
}

/** Reads `{"packages/api": "@acme/api", "packages/ui": ["@ada", "@acme/ui"]}`. One wrong entry is a problem of the whole. */
export function readModuleMap(value: unknown): ModuleMapReading {
	const modules = new Map<string, readonly string[]>();
	if (value === undefined) return { modules, problems: [] };
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		return { modules, problems: ['modules must be an object of paths and owners'] };
	}
	const problems: string[] = [];
	for (const [path, given] of Object.entries(value)) {
		const owners = ownersIn(given);
		const name = JSON.stringify(path.slice(0, 60));
		if (cleanPath(path).split('/').includes('..')) problems.push(`modules: ${name} leads out of the project`);
		else if (!owners) problems.push(`modules: owners of ${name} must be @handles or e-mail addresses`);
		else modules.set(cleanPath(path), owners);
	}
	return { modules, problems };
}
