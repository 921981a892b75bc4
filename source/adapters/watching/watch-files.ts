import { type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';
import { isDeno } from '../runtime.ts';
import { createCoalescer } from './coalesce.ts';
import { planWatch, signatureOf, statOrNone, type WatchPlan, type WatchTarget } from './targets.ts';

export interface FileWatch {
	/** Watches these from now on, in place of the ones before. */
	readonly retarget: (targets: readonly WatchTarget[]) => void;
	/** Calls back soon, as if something had changed. */
	readonly request: () => void;
	/** Ends at once: nothing is called any more, nothing keeps the process alive. */
	readonly close: () => void;
}

/** Beside events a look at sizes and times, some stat calls, in case an event got lost. */
const CALM_POLL_MS = 2_000;
/** Where the system gives no events (network mounts, no watches left), looking is all there is. */
const DEAF_POLL_MS = 100;
/** An event that was on its way has arrived by then. */
const EVENT_DELAY_MS = 60;

/**
 * Deno opens and closes each file that an event tells of. Closing one takes away all locks that the process holds on
 * it (POSIX), those of SQLite too: databases were seen to lose what was committed, and to be malformed. No watching there.
 */
const lockSafeWatch = ((...args: Parameters<typeof watch>) => {
	if (isDeno()) throw new Error('watching would take the locks of open files away');
	return watch(...args);
}) as typeof watch;

interface Watched {
	readonly watcher: FSWatcher;
	/** The folder as it was found: another one under the same name needs a watcher of its own. */
	readonly inode: number;
}

/**
 * Calls back after files came, changed or went, within 150 ms and at most ten times a second. Files and folders may be
 * missing, replaced, deleted and made again. Once is called at the beginning for what was there.
 * @param root see `planWatch`
 * @param systemWatch the system's way to watch a folder; it may throw
 */
export function watchFiles(
	root: string,
	initial: readonly WatchTarget[],
	onChange: () => void,
	systemWatch: typeof watch = lockSafeWatch,
): FileWatch {
	const folders = new Map<string, Watched>();
	let targets = initial;
	let plan: WatchPlan = planWatch(root, targets);
	let seen = '';
	let lastEventMs = Number.NEGATIVE_INFINITY;
	let isDeaf = false;
	let isClosed = false;
	let poll: NodeJS.Timeout | undefined;
	let doubt: NodeJS.Timeout | undefined;
	const changes = createCoalescer(() => {
		seen = signatureOf(targets);
		onChange();
	});

	const forget = (folder: string) => {
		folders.get(folder)?.watcher.close();
		folders.delete(folder);
	};
	const listen = (folder: string, inode: number): boolean => {
		try {
			const watcher = systemWatch(folder, (_, name) => onEvent(folder, name));
			watcher.on('error', () => forget(folder));
			folders.set(folder, { watcher, inode });
			return true;
		} catch {
			return false;
		}
	};
	/** @returns whether a folder is there that can't be watched */
	const arm = (): boolean => {
		for (const folder of folders.keys()) if (!plan.has(folder)) forget(folder);
		let isAnyDeaf = false;
		for (const folder of plan.keys()) {
			const stat = statOrNone(folder);
			const known = folders.get(folder);
			if (known && known.inode === stat?.ino) continue;
			forget(folder);
			if (stat?.isDirectory() && !listen(folder, stat.ino)) isAnyDeaf = true;
		}
		return isAnyDeaf;
	};
	const setDeaf = (value: boolean) => {
		if (value === isDeaf && poll) return;
		isDeaf = value;
		clearInterval(poll);
		poll = setInterval(look, isDeaf ? DEAF_POLL_MS : CALM_POLL_MS);
	};
	function onEvent(folder: string, name: string | null): void {
		// A folder of its own name is what systems report when the watched folder itself goes.
		const isOfFolder = name === null || folder.endsWith(name) || plan.has(join(folder, name));
		const names = plan.get(folder);
		if (isClosed || (!isOfFolder && names && !names.has(name))) return;
		lastEventMs = performance.now();
		// What was made inside a folder before it was watched is seen by the look that follows. A write to a file, of which
		// a pipeline makes many, moves no folder.
		if (isOfFolder || isDeaf) setDeaf(arm());
		changes.request();
	}
	function look(): void {
		const isUnwatched = arm();
		if (signatureOf(targets) === seen) return;
		changes.request();
		if (isUnwatched) setDeaf(true);
		else if (!isDeaf) {
			const foundMs = performance.now();
			doubt ??= setTimeout(() => {
				doubt = undefined;
				if (lastEventMs < foundMs - EVENT_DELAY_MS) setDeaf(true);
			}, EVENT_DELAY_MS);
		}
	}

	setDeaf(arm());
	changes.request();
	return {
		retarget: (next) => {
			targets = next;
			plan = planWatch(root, targets);
			setDeaf(arm());
			// What came in between was seen neither by the last look nor by a watcher.
			changes.request();
		},
		request: changes.request,
		close: () => {
			isClosed = true;
			changes.end();
			clearInterval(poll);
			clearTimeout(doubt);
			for (const folder of [...folders.keys()]) forget(folder);
		},
	};
}
