import { toPrintableLine } from '../text.ts';
import type { CiJob } from './job.ts';
import { type CiPart, COUNTS_RETRIES, JOB_PARTS, type PartSource } from './job-parts.ts';
import type { CiSystem } from './systems.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** Beyond this a variable is not what its system set. */
const LONGEST_VALUE = 2_000;

/** Only as it stands in a URL; what is there already as an escape stays. */
const inUrl = (text: string) => encodeURI(text.toWellFormed()).replaceAll('%25', '%');

/** Who may open an address is nobody's to know, wherever one stands. */
const withoutCredentials = (text: string) => text.replace(/:\/\/[^/?#\s]*@/g, '://');

/** @returns undefined where one of its variables is not set */
function fill(template: string, variables: Variables, encode: (text: string) => string): string | undefined {
	let isComplete = true;
	const text = template.replace(/\{(\w{1,100})\}/g, (_, name: string) => {
		const value = variables[name]?.trim() ?? '';
		if (value === '' || value.length > LONGEST_VALUE) isComplete = false;
		return encode(withoutCredentials(value));
	});
	return isComplete ? text : undefined;
}

function findText(part: CiPart, sources: readonly PartSource[], variables: Variables): string | undefined {
	for (const source of sources) {
		const [template, pattern] = typeof source === 'string' ? [source, undefined] : source;
		const filled = fill(template, variables, part === 'runUrl' ? inUrl : String);
		const meant = filled === undefined || !pattern ? filled : pattern.exec(filled)?.[1];
		if (meant !== undefined) return meant;
	}
	return undefined;
}

const line = (text: string): string | undefined => toPrintableLine(text) || undefined;
const matching =
	(pattern: RegExp) =>
	(text: string): string | undefined =>
		pattern.test(text) ? text : undefined;

/** A page that a person can open: what else a variable may hold is left out. */
const pageUrl = (text: string): string | undefined =>
	text.length <= LONGEST_VALUE && /^https?:\/\/[\w.:[\]-]+(?:[/?#][^\s"'<>\\^`{|}]*)?$/i.test(text) ? text : undefined;

const TEXT_PARTS: { readonly [Part in Exclude<CiPart, 'attempt'>]: (text: string) => string | undefined } = {
	repository: line,
	workflow: line,
	job: line,
	runId: matching(/^[\w.:{}-]{1,100}$/),
	jobId: matching(/^[\w.:{}-]{1,100}$/),
	runUrl: pageUrl,
	branch: line,
	pullRequest: matching(/^\d{1,20}$/),
	commit: matching(/^[0-9a-f]{7,64}$/i),
	actor: line,
};

function readAttempt(text: string | undefined, isRetryCount: boolean): number | undefined {
	if (text === undefined || !/^\d{1,4}$/.test(text)) return undefined;
	const attempt = Number(text) + (isRetryCount ? 1 : 0);
	return attempt >= 1 ? attempt : undefined;
}

/**
 * What the variables of a CI system say of the job; undefined where they say nothing. All of it is operator data, safe to
 * print and to store: no control sequences, one line, bounded.
 */
export function readCiJob(system: CiSystem, variables: Variables): CiJob | undefined {
	const parts = JOB_PARTS[system];
	const found = Object.entries(TEXT_PARTS).flatMap(([name, clean]) => {
		const part = name as keyof typeof TEXT_PARTS;
		const text = findText(part, parts[part] ?? [], variables);
		const value = text === undefined ? undefined : clean(text);
		return value === undefined ? [] : [[part, value] as const];
	});
	const attempt = readAttempt(findText('attempt', parts.attempt ?? [], variables), COUNTS_RETRIES.has(system));
	const job: CiJob = { ...Object.fromEntries(found), ...(attempt === undefined ? {} : { attempt }) };
	return Object.keys(job).length === 0 ? undefined : job;
}
