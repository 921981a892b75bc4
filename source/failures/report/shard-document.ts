import * as z from 'zod';
import { JOB_TYPES } from '../groups/occurrence.ts';

const count = z.int().nonnegative();
const moment = z.int();
const line = z.string().max(10_000);
const fingerprint = z.string().regex(/^sha256-[0-9a-f]{64}$/);
const hash = z.string().regex(/^[0-9a-f]{7,64}$/);

const seen = z.strictObject({
	fingerprint,
	count: count.min(1),
	first_seen_ms: moment,
	last_seen_ms: moment,
	on_main: count,
	job_types: z.array(z.enum(JOB_TYPES)),
	stages: z.array(line),
	job_ids: z.array(line),
	commits: z.array(hash),
	days: z.array(z.tuple([z.int(), count.min(1)])).describe('whole days since 1970, UTC, and how often on each'),
});

/** What `report --shard` writes and `report merge` reads. */
export const shardDocument = z.strictObject({
	kind: z.literal('murmur8-rollup'),
	schema_version: z.literal('1.0.0'),
	since_ms: moment.nullable(),
	skipped_no_opt_in: count,
	problems: z.array(z.strictObject({ source: line, reason: line })),
	sources: z.array(
		z.strictObject({
			identity: hash,
			job_type: z.enum(JOB_TYPES),
			stage: line.nullable(),
			commit: hash.nullable(),
			is_complete: z.boolean(),
			replaced: z.record(z.string().max(200), count),
			seen: z.array(seen),
		}),
	),
	errors: z.array(
		z.strictObject({
			fingerprint,
			class: z.string(),
			message: z.string(),
			frames: z.array(z.string()).max(20),
			sample: z.string().max(8_192),
			file: z.string().nullable(),
		}),
	),
});

export type ShardDocument = z.infer<typeof shardDocument>;

export type ShardReading =
	| { readonly kind: 'shard'; readonly document: ShardDocument }
	/** What is wrong, by its place; never a value. */
	| { readonly kind: 'problem'; readonly reason: string };

/** Reads a shard. One thing that is not as it should be, and nothing of it is taken. */
export function readShard(text: string): ShardReading {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return { kind: 'problem', reason: 'is no JSON' };
	}
	const { success, data, error } = shardDocument.safeParse(value);
	if (success) return { kind: 'shard', document: data };
	const path = error.issues[0]?.path.map(String).join('.').slice(0, 80) ?? '';
	return { kind: 'problem', reason: path === '' ? 'is no shard' : `is no shard (see ${path})` };
}
