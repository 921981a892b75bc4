import { type Stats, statSync } from 'node:fs';
import { basename, dirname, sep } from 'node:path';

/** `folder`: whatever comes and goes in it; `file`: that name alone. Neither needs to exist. */
export interface WatchTarget {
	readonly path: string;
	readonly kind: 'file' | 'folder';
}

/** Folder → names in it that matter; undefined where all do. */
export type WatchPlan = ReadonlyMap<string, ReadonlySet<string> | undefined>;

/**
 * Which folders must be watched for which names. A file is seen through its folder, because it may be replaced, and a
 * folder through its parent, up to the root, because it may be deleted and made again.
 * @param root targets outside it are seen through their own folder alone
 */
export function planWatch(root: string, targets: readonly WatchTarget[]): WatchPlan {
	const plan = new Map<string, Set<string> | undefined>();
	const add = (folder: string, name: string) => {
		if (plan.has(folder)) plan.get(folder)?.add(name);
		else plan.set(folder, new Set([name]));
	};
	for (const { path, kind } of targets) {
		if (kind === 'folder') plan.set(path, undefined);
		let child = path;
		do {
			add(dirname(child), basename(child));
			child = dirname(child);
		} while (child.startsWith(root + sep));
	}
	return plan;
}

/** Undefined where there is nothing, or nothing that may be seen. */
export function statOrNone(path: string): Stats | undefined {
	try {
		return statSync(path, { throwIfNoEntry: false });
	} catch {
		return undefined;
	}
}

/** What a look at sizes and times shows of the targets: the same text means that nothing has changed. */
export function signatureOf(targets: readonly WatchTarget[]): string {
	return targets
		.map(({ path }) => {
			const stat = statOrNone(path);
			return stat ? `${stat.ino} ${stat.size} ${stat.mtimeMs}` : '-';
		})
		.join('\n');
}
