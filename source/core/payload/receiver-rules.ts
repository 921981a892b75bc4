/** What a receiver would say against a body, in its own words. */
export interface BodyProblem {
	readonly field: string;
	readonly message: string;
}

interface Rule {
	readonly field: string;
	readonly message: string;
	readonly holds: (value: unknown) => boolean;
}

const absent = (value: unknown) => value === undefined;
const isString = (value: unknown): value is string => typeof value === 'string';
const isText = (value: unknown) => isString(value) && value.trim() !== '';
const isPlainObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
/** ISO 8601 as databases read it; events of other programs come without milliseconds and with offsets. */
const ISO_TIME =
	/^(?:\d{4}|[+-]\d{6})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;
const isIsoTime = (value: unknown) => isString(value) && ISO_TIME.test(value);
const oneOf =
	(...values: readonly string[]) =>
	(value: unknown) =>
		isString(value) && values.includes(value);
const optional = (rule: (value: unknown) => boolean) => (value: unknown) => absent(value) || rule(value);
const isStory = (value: unknown) => {
	const { title, content } = (isPlainObject(value) ? value : {}) as Record<string, unknown>;
	return isString(title) && isString(content);
};

/**
 * What the portal refuses with 422, and what it answers with 500 because its database does (contracts.md section 3).
 * A body that breaks one of these is never sent: it would come back on every attempt.
 */
const RULES: readonly Rule[] = [
	{ field: 'slug', message: 'must be a non-blank string', holds: isText },
	{ field: 'status', message: 'must be success, failed or paused', holds: oneOf('success', 'failed', 'paused') },
	{ field: 'startedAt', message: 'must be an ISO 8601 date', holds: isIsoTime },
	{ field: 'completedAt', message: 'must be an ISO 8601 date', holds: isIsoTime },
	{
		field: 'totalDurationMs',
		message: 'must be an integer from 0 to 2147483647',
		holds: (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) < 2 ** 31,
	},
	{ field: 'stages', message: 'must be a plain object', holds: isPlainObject },
	{ field: 'type', message: 'must be feature or refinement', holds: optional(oneOf('feature', 'refinement')) },
	{ field: 'gitHubUser', message: 'must be a non-blank string', holds: optional(isText) },
	{ field: 'repoName', message: 'must be a non-blank string', holds: optional(isText) },
	{ field: 'featureSpec', message: 'must be a string', holds: optional(isString) },
	{
		field: 'stories',
		message: 'must be a list of {title, content}',
		holds: optional((value) => Array.isArray(value) && value.every(isStory)),
	},
	{ field: 'totalCost', message: 'must be a finite number', holds: optional(Number.isFinite) },
	{ field: 'commitHash', message: 'must be a string', holds: optional(isString) },
	{ field: 'failedStage', message: 'must be a string', holds: optional(isString) },
	{ field: 'pausedAfter', message: 'must be a string', holds: optional(isString) },
	{ field: 'parentRunId', message: 'must be an id that the endpoint returned', holds: optional(isString) },
];

function hasBadText(value: unknown): boolean {
	if (isString(value)) return !value.isWellFormed() || value.includes('\0');
	if (Array.isArray(value)) return value.some(hasBadText);
	return (
		isPlainObject(value) && Object.entries(value as object).some(([key, item]) => hasBadText(key) || hasBadText(item))
	);
}

/** Checks a flat body against the receiver's rules; an empty list means that it is accepted. */
export function checkFlatBody(body: Readonly<Record<string, unknown>>): readonly BodyProblem[] {
	const problems = RULES.filter(({ field, holds }) => !holds(body[field])).map(({ field, message }) => ({
		field,
		message,
	}));
	return hasBadText(body)
		? [...problems, { field: 'body', message: 'has NUL or a lone surrogate in a text' }]
		: problems;
}
