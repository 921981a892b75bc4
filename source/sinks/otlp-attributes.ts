import type { Attributes, HrTime } from '@opentelemetry/api';
import {
	ATTR_CICD_PIPELINE_RESULT,
	ATTR_CICD_PIPELINE_TASK_NAME,
	CICD_PIPELINE_RESULT_VALUE_CANCELLATION,
	CICD_PIPELINE_RESULT_VALUE_FAILURE,
	CICD_PIPELINE_RESULT_VALUE_SUCCESS,
} from '@opentelemetry/semantic-conventions/incubating';

/** Our labels by the names of OpenTelemetry's CI/CD conventions, where there is one. */
const NAMES: Readonly<Record<string, string>> = {
	stage: ATTR_CICD_PIPELINE_TASK_NAME,
	status: ATTR_CICD_PIPELINE_RESULT,
};

const RESULTS: Readonly<Record<string, string>> = {
	success: CICD_PIPELINE_RESULT_VALUE_SUCCESS,
	failed: CICD_PIPELINE_RESULT_VALUE_FAILURE,
	aborted: CICD_PIPELINE_RESULT_VALUE_CANCELLATION,
};

/** A status by the conventions' name; those that they have none for keep ours. */
export const toResult = (status: string): string =>
	(Object.hasOwn(RESULTS, status) ? RESULTS[status] : undefined) ?? status;

export function toAttributes(labels: Readonly<Record<string, string>>): Attributes {
	const entries = Object.entries(labels).map(([label, value]) => {
		const name = Object.hasOwn(NAMES, label) ? NAMES[label] : undefined;
		return [name ?? `murmur8.${label}`, label === 'status' ? toResult(value) : value];
	});
	return Object.fromEntries(entries);
}

/** Seconds and nanoseconds, as OpenTelemetry's packages keep times. */
export const toHrTime = (ms: number): HrTime => {
	const seconds = Math.floor(ms / 1_000);
	return [seconds, Math.round((ms - seconds * 1_000) * 1_000_000)];
};
