import { featureHover, type HoveredRun } from '../core/editor/feature-hover.ts';
import { project } from '../core/privacy/project.ts';
import type { ServedRun } from '../core/served/run.ts';
import type { ProjectReading, ServedProject } from '../served/project-reader.ts';
import { readSnapshotForSinks } from '../store/live.ts';

const MOST_RUNS = 5;

function hoveredRun({ row }: ServedRun, { database, audience }: ServedProject): HoveredRun {
	const { startedAt, status, durationMs, failedStage, pausedAfter, runId } = row;
	const snapshot = database && runId !== undefined ? readSnapshotForSinks(database, runId)?.snapshot : undefined;
	const failures = snapshot && project(snapshot, audience, 'snapshot')?.value.user?.failures;
	return { startedAt, status, durationMs, failedStage: failedStage ?? pausedAfter, failures: failures ?? [] };
}

/** The last runs of a feature, in Markdown, as far as the audience of the project permits. */
export function hoverOf(reading: ProjectReading, slug: string, featureId: string | undefined): string {
	if (reading.kind === 'withheld') return `murmur8: ${reading.reason}`;
	const { served } = reading;
	const found = served.runs.filter(
		({ row }) => row.slug === slug || (featureId !== undefined && row.featureId === featureId),
	);
	const newest = found.slice(0, MOST_RUNS).map((run) => hoveredRun(run, served));
	return featureHover(slug, newest, found.length);
}
