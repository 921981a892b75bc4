import { monotonicMs, sleep } from '../adapters/clock.ts';
import { isLocked } from '../store/transaction.ts';
import type { ViewSource } from './source.ts';

/** A process that ends, or turns the database over, locks readers out for less than this. */
const LONGEST_WAIT_MS = 2_000;
const TRY_MS = 25;

/**
 * Looks for the first time. Later a lock does no harm, since what was seen before is shown meanwhile; the first time
 * there is nothing, so a lock is given time to pass.
 * @throws what still keeps the database from being read
 */
export async function waitForFirstView(source: ViewSource): Promise<void> {
	const until = monotonicMs() + LONGEST_WAIT_MS;
	for (;;) {
		try {
			source.current();
			return;
		} catch (error) {
			if (!isLocked(error) || monotonicMs() > until) throw error;
		}
		await sleep(TRY_MS);
	}
}
