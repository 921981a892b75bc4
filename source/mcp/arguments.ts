import * as z from 'zod';
import { WINDOWS, type Window } from '../core/live/query.ts';
import { LABELS } from '../core/metrics/labels.ts';
import { SHORTEST_ID } from './answers/details.ts';

const LONGEST_TEXT = 300;
const MOST_RUNS = 200;
const MOST_SNAPSHOTS = 50;
const MOST_GROUPS = 100;

const window = z
	.enum(Object.keys(WINDOWS) as [Window, ...Window[]])
	.default('all')
	.describe('how far back, counted from now');
const text = (meaning: string) => z.string().min(1).max(LONGEST_TEXT).optional().describe(meaning);
const limit = (most: number, byDefault: number) =>
	z.int().min(1).max(most).default(byDefault).describe('how many at most');
const offset = z
	.int()
	.min(0)
	.max(1_000_000)
	.default(0)
	.describe('how many to leave out: nextOffset of the answer before');

/** Strict: an argument that no tool knows, an audience above all, is an error and changes nothing. */
export const NO_ARGUMENTS = z.strictObject({});

export const SNAPSHOT_ARGUMENTS = z.strictObject({
	window,
	stage: z.enum(LABELS.stage).optional().describe('only values of this stage'),
	severity: z.enum(LABELS.severity).optional().describe('only what has failures of this severity'),
	metric: text('name of a metric, or the beginning of some with a * behind it'),
	feature: text('slug or id of a feature'),
	status: z.enum(LABELS.status).optional().describe('how the runs ended'),
	limit: limit(MOST_SNAPSHOTS, 1),
});

export const HISTORY_ARGUMENTS = z.strictObject({
	window,
	stage: text('only runs in which this stage ran, such as alex or codey-implement'),
	feature: text('slug or id of a feature'),
	status: text('success, failed, paused, aborted or running'),
	limit: limit(MOST_RUNS, 20),
	offset,
});

export const DETAILS_ARGUMENTS = z.strictObject({
	runId: z.string().min(SHORTEST_ID).max(LONGEST_TEXT).describe('id of a run, or the beginning of one'),
});

export const GROUPS_ARGUMENTS = z.strictObject({ limit: limit(MOST_GROUPS, 20), offset });

export const INSIGHTS_ARGUMENTS = z.strictObject({ window });
