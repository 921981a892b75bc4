import { isJsonObject } from '../json.ts';
import type { Picodollars } from '../money.ts';
import type { Tokens } from '../run.ts';
import type { RunFailure } from '../run-failure.ts';
import { toTerminalText } from '../terminal-text.ts';
import { readNumber, readText, readTimeMs } from './loose-values.ts';
import { type HistoryRecord, toHistoryRecord } from './record.ts';
import { readHistoryRow } from './row.ts';

export interface StageDetails {
	readonly name: string;
	readonly status: string;
	readonly startMs: number | undefined;
	readonly durationMs: number | undefined;
	readonly attempts: number;
	readonly tokens: Tokens | undefined;
	readonly cost: Picodollars | undefined;
	readonly rating: number | undefined;
	readonly recommendation: string;
	readonly issues: readonly string[];
}

/** What became of the event of a run, in words, newest first. */
export interface DeliveryDetails {
	readonly atMs: number;
	readonly result: string;
	readonly words: string;
}

/** All that is known of one run. Texts are safe to print. */
export interface RunDetails {
	readonly record: HistoryRecord;
	readonly startedAtMs: number | undefined;
	readonly stages: readonly StageDetails[];
	/** What its logs showed, the worst first. */
	readonly failures: readonly RunFailure[];
	readonly deliveries: readonly DeliveryDetails[];
	/** Where its event is, if it still is somewhere: `waits in the outbox`; else ''. */
	readonly delivery: string;
}

const MOST_ISSUES = 20;
const WORD_LENGTH = 60;
const ISSUE_LENGTH = 300;

const member = (value: unknown, name: string): unknown =>
	isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

/** The JSON of a stage, by its name or in a list. */
function stageValue(stages: unknown, name: string): unknown {
	if (!Array.isArray(stages)) return member(stages, name);
	return stages.find((stage: unknown) => member(stage, 'name') === name);
}

function readIssues(feedback: unknown): readonly string[] {
	const issues = member(feedback, 'issues');
	if (!Array.isArray(issues)) return [];
	return issues.slice(0, MOST_ISSUES).flatMap((issue: unknown) => {
		const text = readText(issue);
		return text === undefined ? [] : [toTerminalText(text, ISSUE_LENGTH)];
	});
}

/** @param parseTime Unix milliseconds of a text, NaN where it is no time */
export function readDetails(
	identity: string,
	entry: unknown,
	parseTime: (text: string) => number,
	surroundings: Pick<RunDetails, 'delivery' | 'deliveries' | 'failures'>,
): RunDetails {
	const row = readHistoryRow(entry, parseTime);
	const stages = row.stages.map(({ name, status, durationMs, tokens, cost }): StageDetails => {
		const value = stageValue(member(entry, 'stages'), name);
		const feedback = member(value, 'feedback');
		return {
			name: toTerminalText(name, WORD_LENGTH),
			status: toTerminalText(status ?? '', WORD_LENGTH),
			startMs: readTimeMs(member(value, 'startedAt'), parseTime),
			durationMs,
			attempts: readNumber(member(value, 'attempts')) ?? 1,
			tokens,
			cost,
			rating: readNumber(member(feedback, 'rating')),
			recommendation: toTerminalText(
				readText(member(feedback, 'recommendation') ?? member(feedback, 'rec')) ?? '',
				WORD_LENGTH,
			),
			issues: readIssues(feedback),
		};
	});
	return { record: toHistoryRecord(identity, row), startedAtMs: row.startedAtMs, stages, ...surroundings };
}
