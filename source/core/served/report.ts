import { isJsonObject, type JsonObject } from '../json.ts';
import { known } from '../known.ts';

/** A failure group of a triage report. */
export interface ServedGroup {
	readonly fingerprint: string;
	readonly count: number;
	readonly firstSeen?: string;
	readonly lastSeen?: string;
	readonly jobTypes?: readonly string[];
	readonly stages?: readonly string[];
	/** 0 to 10. */
	readonly severity?: number;
	readonly churn?: string;
	readonly related?: readonly string[];
	readonly suggestedOwner?: string;
	readonly jobs?: readonly string[];
}

/** A triage report as programs are given it: without the texts of errors. */
export interface ServedReport {
	/** ISO 8601 in UTC. */
	readonly generatedAt?: string;
	readonly totalErrors?: number;
	/** Fingerprints of the last recorded report that are gone. */
	readonly resolved?: readonly string[];
	/** In the order of the report: the worst first. */
	readonly groups: readonly ServedGroup[];
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);
const numberOf = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);
const textsOf = (value: unknown) =>
	Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : undefined;

function readGroup(group: JsonObject): ServedGroup | undefined {
	const [fingerprint, count] = [textOf(group['fingerprint']), numberOf(group['count'])];
	if (fingerprint === undefined || count === undefined) return undefined;
	return known<Required<ServedGroup>>({
		fingerprint,
		count,
		firstSeen: textOf(group['first_seen']),
		lastSeen: textOf(group['last_seen']),
		jobTypes: textsOf(group['job_types']),
		stages: textsOf(group['stages']),
		severity: numberOf(group['severity']),
		churn: textOf(group['churn']),
		related: textsOf(group['related']),
		suggestedOwner: textOf(group['suggested_owner']),
		jobs: textsOf(group['jobs']),
	}) as ServedGroup;
}

/**
 * What programs may ever be given of a report's JSON (failures.md section 5). Named fields only: samples of traces and
 * whatever a later version adds stay in the file.
 * @returns undefined for what is no report
 */
export function readServedReport(value: unknown): ServedReport | undefined {
	if (!isJsonObject(value) || !Array.isArray(value['groups'])) return undefined;
	return known<Required<ServedReport>>({
		generatedAt: textOf(value['generated_at']),
		totalErrors: numberOf(value['total_errors']),
		resolved: textsOf(value['resolved']),
		groups: value['groups'].flatMap((group: unknown) => (isJsonObject(group) ? (readGroup(group) ?? []) : [])),
	}) as ServedReport;
}
