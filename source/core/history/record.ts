import { keepTexts } from '../keep-texts.ts';
import type { Picodollars } from '../money.ts';
import { toTerminalText } from '../terminal-text.ts';
import { type HistoryRow, rowName, rowTimeMs } from './row.ts';

/** A run of the history as a screen lists it: little enough that 100,000 of them are held. Texts are safe to print. */
export interface HistoryRecord {
	/** Tells it from all others; see `entryIdentity`. */
	readonly identity: string;
	readonly kind: HistoryRow['kind'];
	readonly name: string;
	/** The name in lower case, as it is sorted by. */
	readonly folded: string;
	readonly status: string;
	/** The stage at which it failed or paused; '' where it did not. */
	readonly stage: string;
	readonly type: string;
	readonly runId: string;
	readonly featureId: string;
	readonly commit: string;
	readonly timeMs: number | undefined;
	readonly durationMs: number | undefined;
	readonly cost: Picodollars | undefined;
	/** Read and written, together. */
	readonly tokens: number | undefined;
	/** All texts of it, a line each, in lower case: a filter looks at 100,000 of them for every key. */
	readonly words: string;
}

const NAME_LENGTH = 120;
const WORD_LENGTH = 40;

const word = (text: string | undefined) => (text === undefined ? '' : toTerminalText(text, WORD_LENGTH));

/** Of the few words that say what a run is, and of names that come again, one string: less to hold and to compare. */
const commonWord = keepTexts((text) => toTerminalText(text, WORD_LENGTH));
const commonName = keepTexts((text) => toTerminalText(text, NAME_LENGTH));
const inLowerCase = keepTexts((text) => text.toLowerCase());

function stageOf({ status, failedStage, pausedAfter }: HistoryRow): string | undefined {
	if (status === 'failed') return failedStage;
	return status === 'paused' ? pausedAfter : undefined;
}

function nameOf(row: HistoryRow): string {
	if (row.kind === 'unreadable') return '(unreadable entry)';
	return commonName(rowName(row) ?? '') || '(no slug)';
}

type Texts = Pick<HistoryRecord, 'name' | 'status' | 'stage' | 'type' | 'runId' | 'featureId' | 'commit'>;

export const wordsOf = ({ name, status, stage, type, runId, featureId, commit }: Texts): string =>
	`${name}\n${status}\n${stage}\n${type}\n${runId}\n${featureId}\n${commit}`.toLowerCase();

export function toHistoryRecord(identity: string, row: HistoryRow): HistoryRecord {
	const { kind, status, type, runId, featureId, commitHash, durationMs, cost, tokens } = row;
	const texts = {
		name: nameOf(row),
		status: commonWord(status ?? ''),
		stage: commonWord(stageOf(row) ?? ''),
		type: commonWord(type ?? ''),
		runId: word(runId),
		featureId: word(featureId),
		commit: word(commitHash),
	};
	return {
		identity,
		kind,
		...texts,
		folded: inLowerCase(texts.name),
		words: wordsOf(texts),
		timeMs: rowTimeMs(row),
		durationMs,
		cost,
		tokens: tokens && tokens.input + tokens.output,
	};
}
