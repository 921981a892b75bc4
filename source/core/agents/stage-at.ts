import type { Stage } from '../run.ts';

/** The stage that ran at a time, of several the one that began last; undefined between stages. */
export function stageAt(stages: readonly Stage[], atMs: number): string | undefined {
	let found: Stage | undefined;
	for (const stage of stages) {
		const { startedAtMs, completedAtMs, status } = stage;
		if (startedAtMs === undefined || startedAtMs > atMs || status === 'skipped') continue;
		if (status !== 'running' && (completedAtMs ?? startedAtMs) < atMs) continue;
		if (found?.startedAtMs === undefined || found.startedAtMs <= startedAtMs) found = stage;
	}
	return found?.name;
}
