import { type FSWatcher, watch } from 'node:fs';

const SETTLE_MS = 30;

/**
 * Calls back when one of these files of a folder changes; several changes at once are one.
 * @returns a function that ends it. Where the folder can't be watched, nothing is called
 */
export function watchFolder(folder: string, isMeant: (name: string) => boolean, onChange: () => void): () => void {
	let timer: NodeJS.Timeout | undefined;
	let watcher: FSWatcher | undefined;
	const changed = (_event: string, name: string | null) => {
		if (name !== null && !isMeant(name)) return;
		timer ??= setTimeout(() => {
			timer = undefined;
			onChange();
		}, SETTLE_MS);
	};
	try {
		watcher = watch(folder, changed);
		// The folder went: there is nothing more to tell of it.
		watcher.on('error', () => watcher?.close());
	} catch {
		// No such folder, or none of the watches that the system gives is left.
	}
	return () => {
		clearTimeout(timer);
		watcher?.close();
	};
}
