import * as z from 'zod';
import { JOB_TYPES } from '../groups/occurrence.ts';

/** Of the document's shape. A field that is added keeps it; one that changes its meaning or goes does not. */
const SCHEMA_VERSION = '1.0.0';

const time = z
	.string()
	.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
	.meta({ format: 'date-time' });
const count = z.int().nonnegative();
const fingerprint = z.string().regex(/^sha256-[0-9a-f]{64}$/);
const line = z.string().max(10_000);

const group = z.strictObject({
	fingerprint: fingerprint.describe('SHA-256 of the canonical trace: the same for the same error, on every machine'),
	sample_trace: z.string().max(8_192).describe('sanitised; places are FILE:LINE'),
	count: count.min(1).describe('occurrences in the window'),
	first_seen: time,
	last_seen: time,
	job_types: z.array(z.enum(JOB_TYPES)),
	stages: z.array(line),
	severity: z
		.number()
		.min(0)
		.max(10)
		.describe('the sum of severity_parts; 7 and more is an error, 4 and more a warning'),
	severity_parts: z.strictObject({
		count: z.number().min(0).max(6).describe('log10(count + 1)'),
		main: z.number().min(0).max(2).describe('2 where it was seen on the main branch'),
		gate: z.number().min(0).max(1).describe('1 where it hits visual or smoke jobs'),
		rising: z.number().min(0).max(1).describe('1 where the last 7 days have more of it than the 7 before'),
	}),
	suggested_owner: line.describe('@handles or person-<hash>, a space between; unknown where nobody is known'),
	churn: z.enum(['new', 'recurring']).nullable().describe('against the last recorded report; null where there is none'),
	related: z.array(fingerprint).describe('failures of the same class with the same calls'),
	jobs: z.array(line).max(5).describe('CI run ids and pull requests'),
	notes: z.array(line).describe('recommended action, how the owner is known, branches'),
});

/** The report as JSON (failures.md section 5). */
export const reportDocument = z.strictObject({
	schema_version: z.literal(SCHEMA_VERSION),
	generated_at: time,
	window: z.strictObject({
		from: time.nullable().describe('what was seen before is not counted; null: nothing is left out'),
		to: time,
	}),
	total_errors: count,
	sources: z.strictObject({
		read: count,
		skipped_no_opt_in: count.describe('neither opened nor listed'),
		unreadable: count,
		problems: z
			.array(z.strictObject({ source: line, reason: line }))
			.describe('what could not be read, or not to its end'),
		gaps: z
			.array(z.strictObject({ provider: line, request: line }))
			.describe('who makes logs of which nothing was read, and how to opt in'),
	}),
	sanitization: z.strictObject({ rules: z.record(z.string(), count).describe('replaced values by rule') }),
	resolved: z
		.array(fingerprint)
		.nullable()
		.describe('failures of the last recorded report that are gone; null where there is none'),
	groups: z.array(group),
});

export type ReportDocument = z.infer<typeof reportDocument>;
