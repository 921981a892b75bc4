import { removeKeptLog } from '../adapters/remove-kept-log.ts';
import { logsToRemove } from '../core/kept-logs.ts';
import { forgetEndedRuns } from '../store/agents.ts';
import { evictScopes } from '../store/churn.ts';
import { type Database, inTransaction } from '../store/database.ts';
import { forgetKeptLog, listKeptLogs } from '../store/kept-logs.ts';

/** A job may wait for this; what can't be done now is done after the next run. */
const LONGEST_WAIT_MS = 1_000;

/**
 * Removes what is beyond its bound and is not bounded where it is written (docs/retention.md). Two processes at once do no
 * harm: each removes what it finds as it was, and forgets what is gone. What can't be removed is tried again next time.
 * @returns how many logs were removed
 */
export function sweep(database: Database, nowMs: number): number {
	const trim = () => {
		evictScopes(database);
		forgetEndedRuns(database);
	};
	inTransaction(database, trim, LONGEST_WAIT_MS);
	let removed = 0;
	for (const log of logsToRemove(listKeptLogs(database), nowMs)) {
		const removal = removeKeptLog(log);
		if (removal !== 'stays') forgetKeptLog(database, log);
		if (removal === 'removed') removed++;
	}
	return removed;
}
