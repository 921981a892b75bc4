import { nowMs, sleep } from '../adapters/clock.ts';
import { sinceProcessStartMs } from '../adapters/runtime.ts';
import type { SenderSettings } from '../core/settings/delivery-mode.ts';
import type { Database } from '../store/database.ts';
import { type FlushReport, flush } from './flush.ts';
import { send } from './send.ts';

/** One pass in this process. @param limitMs counted from the start of the process */
export function flushInline(
	database: Database,
	settings: SenderSettings,
	userAgent: string,
	limitMs: number,
): Promise<FlushReport> {
	const remainingMs = () => limitMs - sinceProcessStartMs();
	return flush({ database, send, nowMs, sleep, random: Math.random, remainingMs }, settings, userAgent);
}
