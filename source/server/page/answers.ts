import type { ChurnAnswer } from '../../core/api/churn.ts';
import type { ServedDelivery } from '../../core/api/delivery.ts';
import type { FailureSummary } from '../../core/api/failures.ts';
import type { Health } from '../../core/api/health.ts';
import type { SeriesAnswer } from '../../core/api/series.ts';
import type { StageFigures } from '../../core/api/stages.ts';
import type { AnswerHead } from '../../core/api/view.ts';
import type { FailureCount } from '../../core/metrics/snapshot.ts';

/** A run as the API gives it. Entries of other programs may hold anything under any name. */
export type RunEntry = Readonly<Record<string, unknown>>;

export interface Answers {
	readonly '/api/v1/series': AnswerHead & SeriesAnswer;
	readonly '/api/v1/stages': AnswerHead & { readonly stages: readonly StageFigures[] };
	readonly '/api/v1/failures/summary': AnswerHead & FailureSummary;
	readonly '/api/v1/failures/churn': AnswerHead & ChurnAnswer;
	readonly '/api/v1/health': AnswerHead & Health;
	readonly '/api/v1/runs': AnswerHead & {
		readonly runs: readonly RunEntry[];
		readonly inProgress: readonly RunEntry[];
		readonly truncated?: boolean;
		readonly next?: string;
	};
	readonly '/api/v1/delivery': AnswerHead & { readonly delivery: ServedDelivery | null };
}

export interface RunAnswer extends AnswerHead {
	readonly run: RunEntry;
	readonly snapshot: { readonly user?: { readonly failures?: readonly FailureCount[] } } | null;
}

/** What of an unknown value is a text, a number, an object. */
export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
export const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
export const objectOf = (value: unknown): RunEntry =>
	typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as RunEntry) : {};
