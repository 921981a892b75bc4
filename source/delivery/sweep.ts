import { removeKeptLog } from '../adapters/remove-kept-log.ts';
import { logsToRemove } from '../core/kept-logs.ts';
import { evictScopes } from '../store/churn.ts';
import type { Database } from '../store/database.ts';
import { forgetKeptLog, listKeptLogs } from '../store/kept-logs.ts';

/**
 * Removes what is beyond its bound and is not bounded where it is written (docs/retention.md). Two processes at once do no
 * harm: each removes what it finds as it was, and forgets what is gone. What can't be removed is tried again next time.
 * @returns how many logs were removed
 */
export function sweep(database: Database, nowMs: number): number {
	evictScopes(database);
	let removed = 0;
	for (const log of logsToRemove(listKeptLogs(database), nowMs)) {
		const removal = removeKeptLog(log);
		if (removal !== 'stays') forgetKeptLog(database, log);
		if (removal === 'removed') removed++;
	}
	return removed;
}
