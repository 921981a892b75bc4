import { monotonicMs, sleep } from '../../adapters/clock.ts';
import type { Project } from '../../adapters/paths.ts';
import type { RecorderSource } from '../../core/metrics/labels.ts';
import { tryClaim } from '../claims.ts';
import { addToCounter, RECORDER_ERRORS, readCounter } from '../counters.ts';
import type { Database } from '../database.ts';
import { PUBLISH_REQUESTS } from './changes.ts';
import { type FileSync, syncFile } from './file.ts';
import { historyFile } from './history-file.ts';
import { queueFile } from './queue-file.ts';
import type { PublishedKind } from './take-over.ts';

const CLAIM = 'publish';
const CLAIM_LIFETIME_MS = 30_000;
const LONGEST_WAIT_MS = 5_000;

/** Names under which corrupt files were kept. */
export interface SyncReport {
	readonly setAside: readonly string[];
}

function syncAll(database: Database, kinds: readonly (() => PublishedKind)[], nowMs: number): readonly FileSync[] {
	const results: FileSync[] = [];
	let failure: unknown;
	for (const kind of kinds) {
		try {
			const opened = kind();
			const result = syncFile(database, opened, nowMs);
			results.push(result);
			const source: RecorderSource = opened.key === 'history' ? 'history-file' : 'queue-file';
			if (result.setAside) addToCounter(database, RECORDER_ERRORS + source, 1);
		} catch (error) {
			// One file that can't be written must not keep the other from being.
			failure ??= error;
		}
	}
	if (failure !== undefined) throw failure;
	return results;
}

/**
 * Imports what others wrote into the published files and publishes ours, one process at a time.
 * @param queueSetting path of the queue file; undefined where the queue must not be touched (audience `off`)
 * @param waits whether to wait for a process that publishes right now, so that the files are up to date on return
 * @throws PublishError where a file can't be written
 */
export async function syncPublished(
	database: Database,
	project: Project,
	queueSetting: string | undefined,
	nowMs: number,
	waits = true,
): Promise<SyncReport> {
	const until = monotonicMs() + LONGEST_WAIT_MS;
	const setAside: string[] = [];
	for (;;) {
		const claim = tryClaim(database, CLAIM, nowMs, CLAIM_LIFETIME_MS);
		if (!claim) {
			if (!waits || monotonicMs() > until) return { setAside };
			await sleep(10);
			continue;
		}
		const requests = readCounter(database, PUBLISH_REQUESTS);
		try {
			const kinds = [
				() => historyFile(database, project),
				...(queueSetting === undefined ? [] : [() => queueFile(database, project, queueSetting, nowMs)]),
			];
			for (const result of syncAll(database, kinds, nowMs)) if (result.setAside) setAside.push(result.setAside);
		} finally {
			claim.release();
		}
		if (readCounter(database, PUBLISH_REQUESTS) === requests) return { setAside };
	}
}
