import { type HistoryRecord, wordsOf } from '../../source/core/history/record.ts';
import { NOW_MS } from './store.ts';

const HOUR_MS = 3_600_000;

/** A run as a screen lists it. */
export function sampleRecord(more: Partial<HistoryRecord> = {}): HistoryRecord {
	const record = {
		identity: `run:${more.runId ?? more.name ?? 'user-auth'}`,
		kind: 'run',
		name: 'user-auth',
		status: 'success',
		stage: '',
		type: 'feature',
		runId: '11111111-2222-4333-8444-555555555555',
		featureId: '',
		commit: '',
		timeMs: NOW_MS - HOUR_MS,
		durationMs: 60_000,
		cost: 40_000_000_000n,
		tokens: 12_800,
		...more,
	} as const;
	return { ...record, folded: record.name.toLowerCase(), words: wordsOf(record) };
}

/** Newest first, an hour apart, every fifth failed. */
export const sampleRecords = (count: number): readonly HistoryRecord[] =>
	Array.from({ length: count }, (_, index) =>
		sampleRecord({
			identity: `run:${index}`,
			runId: `${index}`,
			name: `feature-${index}`,
			timeMs: NOW_MS - (index + 1) * HOUR_MS,
			durationMs: 1_000 * ((index * 7) % 100),
			...(index % 5 === 2 ? { status: 'failed', stage: 'nigel-tests' } : {}),
		}),
	);
