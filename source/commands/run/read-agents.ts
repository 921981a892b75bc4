import { monotonicMs } from '../../adapters/clock.ts';
import type { Project } from '../../adapters/paths.ts';
import { readAgentUsage } from '../../lifecycle/agent-usage.ts';
import type { Database } from '../../store/database.ts';
import { loadPricing } from './usage-flags.ts';

const MOST_BYTES = 64 * 1024 * 1024;
/** Each event has read what there was; left is what was written since the last one. */
const LONGEST_READING_MS = 300;

/** Reads what agents have written since their last event: the end of a run can't wait for the next one. */
export function readAgents(database: Database, project: Project, runId: string): void {
	const budget = { bytes: MOST_BYTES, untilMs: monotonicMs() + LONGEST_READING_MS };
	readAgentUsage(database, runId, loadPricing(project), budget);
}
