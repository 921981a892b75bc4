import type * as z from 'zod';
import type { ServedProject } from '../served/project-reader.ts';
import { answerDetails } from './answers/details.ts';
import { answerFailures } from './answers/failures.ts';
import { answerHistory } from './answers/history.ts';
import { answerInsights } from './answers/insights.ts';
import { answerSnapshot } from './answers/snapshot.ts';
import { answerStatus } from './answers/status.ts';
import {
	DETAILS_ARGUMENTS,
	GROUPS_ARGUMENTS,
	HISTORY_ARGUMENTS,
	INSIGHTS_ARGUMENTS,
	NO_ARGUMENTS,
	SNAPSHOT_ARGUMENTS,
} from './arguments.ts';

export type Answer = Readonly<Record<string, unknown>>;

/** What answers are made with beside the project. */
export interface Asked {
	readonly nowMs: number;
	/** This program and its version. */
	readonly recorder: string;
}

export interface Tool<Arguments extends z.ZodType = z.ZodType> {
	readonly name: string;
	readonly title: string;
	readonly description: string;
	readonly input: Arguments;
	readonly answer: (given: z.infer<Arguments>, served: ServedProject, asked: Asked) => Answer;
}

const tool = <Arguments extends z.ZodType>(spec: Tool<Arguments>): Tool => spec as unknown as Tool;

const AUDIENCE_WORDS = 'What the audience of the project withholds is absent.';

/** Every tool. None changes anything, and none takes an audience. */
export const TOOLS: readonly Tool[] = [
	tool({
		name: 'telemetry_status',
		title: 'Status',
		description: `How the project stands: runs in progress and finished, delivery, sinks, problems. ${AUDIENCE_WORDS}`,
		input: NO_ARGUMENTS,
		answer: (_given, served, { recorder }) => answerStatus(served, recorder),
	}),
	tool({
		name: 'telemetry_snapshot',
		title: 'Live state',
		description: `Runs in progress as they are now, and the metrics of the newest finished ones: durations in ms, tokens, cost in dollars, failures, churn. ${AUDIENCE_WORDS}`,
		input: SNAPSHOT_ARGUMENTS,
		answer: ({ limit, ...query }, served, { nowMs }) => answerSnapshot(served, query, limit, nowMs),
	}),
	tool({
		name: 'run_history',
		title: 'Runs',
		description: `Runs of the pipeline, those in progress first, then the newest: feature, status, times, duration, cost, stage that failed. ${AUDIENCE_WORDS}`,
		input: HISTORY_ARGUMENTS,
		answer: ({ limit, offset, ...query }, served, { nowMs }) => answerHistory(served, query, { limit, offset }, nowMs),
	}),
	tool({
		name: 'run_details',
		title: 'One run',
		description: `Everything of one run: each stage with duration, tokens, cost and feedback, and its metrics, failures and churn. ${AUDIENCE_WORDS}`,
		input: DETAILS_ARGUMENTS,
		answer: ({ runId }, served) => answerDetails(served, runId),
	}),
	tool({
		name: 'failure_groups',
		title: 'Failures',
		description: `Failures by fingerprint, the worst first: count, severity, stages, churn; of the newest triage report, or where there is none of the runs themselves. Texts of errors are not told. ${AUDIENCE_WORDS}`,
		input: GROUPS_ARGUMENTS,
		answer: (page, served, { nowMs }) => answerFailures(served, page, nowMs),
	}),
	tool({
		name: 'insights',
		title: 'Insights',
		description: `What the finished runs say together: bottlenecks, stages that fail, anomalies, trends, cost, whether ratings predict failure. ${AUDIENCE_WORDS}`,
		input: INSIGHTS_ARGUMENTS,
		answer: ({ window }, served, { nowMs }) => answerInsights(served, window, nowMs),
	}),
];
