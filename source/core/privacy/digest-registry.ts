import type { Severity } from '../metrics/labels.ts';
import type { Registry } from './field.ts';

/** One failure as others may hear of it: no trace, no text of a log. */
export interface DigestGroup {
	readonly fingerprint: string;
	readonly errorClass: string;
	readonly severity: number;
	readonly bucket: Severity;
	readonly count: number;
	readonly churn?: string;
	readonly jobTypes: readonly string[];
	readonly action: string;
	/** Function and file of the innermost call. */
	readonly where?: string;
	/** In the project, with `/`. */
	readonly file?: string;
	readonly owner: string;
	readonly jobs: readonly string[];
}

/** What of a triage report leaves this machine's disk and terminal: for the summary of a CI job. */
export interface ReportDigest {
	readonly generatedAtMs: number;
	readonly total: number;
	readonly groupCount: number;
	readonly topSeverity?: number;
	readonly newCount?: number;
	readonly resolvedCount?: number;
	readonly sourcesRead: number;
	readonly skippedNoOptIn: number;
	readonly unreadable: number;
	/** The worst first. */
	readonly groups: readonly DigestGroup[];
}

const userCount = (meaning: string) => ({ class: 'user', type: 'integer', meaning }) as const;

/** Every field of a digest, with the class of data it belongs to. */
export const DIGEST_REGISTRY: Registry<ReportDigest> = {
	generatedAtMs: { class: 'user', type: 'integer', unit: 'ms', correlation: true, meaning: 'when the report was made' },
	total: userCount('errors found'),
	groupCount: userCount('different failures'),
	topSeverity: { class: 'user', type: 'number', meaning: 'severity of the worst, 0 to 10' },
	newCount: userCount('failures that the last recorded report did not have'),
	resolvedCount: userCount('failures of the last recorded report that are gone'),
	sourcesRead: userCount('logs that were read'),
	skippedNoOptIn: userCount('logs that had not opted in'),
	unreadable: userCount('logs that could not be read, or not to their end'),
	groups: {
		items: { class: 'user', meaning: 'the worst failures' },
		each: {
			fields: {
				fingerprint: { class: 'user', type: 'string', meaning: 'hash of the canonical trace' },
				errorClass: { class: 'user', type: 'string', meaning: 'class of the error' },
				severity: { class: 'user', type: 'number', meaning: '0 to 10' },
				bucket: { class: 'user', type: 'string', meaning: 'error, warning or info' },
				count: userCount('how often it was found'),
				churn: { class: 'user', type: 'string', meaning: 'new or recurring' },
				jobTypes: { class: 'user', type: 'strings', meaning: 'kinds of jobs that it was found in' },
				action: { class: 'user', type: 'string', meaning: 'what is recommended' },
				where: { class: 'operator', type: 'string', meaning: 'function and file of the innermost call' },
				file: { class: 'operator', type: 'string', meaning: 'path in the project of that file' },
				owner: { class: 'operator', type: 'string', meaning: 'who should look at it' },
				jobs: { class: 'operator', type: 'strings', meaning: 'CI runs that it was found in' },
			},
		},
	},
};
