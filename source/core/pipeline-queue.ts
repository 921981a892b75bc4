import { isJsonObject as isObject } from './json.ts';

/** The stages that the npm package queues features for, in order. */
export const QUEUED_STAGES = ['alex', 'cass', 'nigel', 'codey'] as const;

export type QueuedStage = (typeof QUEUED_STAGES)[number];

/** The pipeline's own queue; texts are as they stand in the file, which another program writes. */
export interface PipelineQueue {
	readonly lastUpdated: string | undefined;
	readonly current:
		| { readonly slug: string; readonly stage: string | undefined; readonly startedAt: string | undefined }
		| undefined;
	/** Slugs that wait, by the stage that they wait for. */
	readonly waiting: Readonly<Record<QueuedStage, readonly string[]>>;
	readonly completed: readonly { readonly slug: string; readonly completedAt: string | undefined }[];
	readonly failed: readonly {
		readonly slug: string;
		readonly stage: string | undefined;
		readonly reason: string | undefined;
	}[];
}

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

/** Entries are objects with a slug or, from older versions, the slug alone; anything else is passed over. */
function entries(value: unknown): readonly (Readonly<Record<string, unknown>> & { readonly slug: string })[] {
	if (!Array.isArray(value)) return [];
	return value.flatMap((item: unknown) => {
		if (text(item) !== undefined) return [{ slug: item as string }];
		const slug = isObject(item) ? text(item['slug']) : undefined;
		return slug === undefined ? [] : [{ ...(item as object), slug }];
	});
}

/** Reads `implement-queue.json` (contracts.md section 1); undefined where it is no such thing at all. */
export function readPipelineQueue(value: unknown): PipelineQueue | undefined {
	if (!isObject(value)) return undefined;
	const { current } = value;
	const slug = isObject(current) ? text(current['slug']) : undefined;
	const slugs = (stage: QueuedStage) => entries(value[`${stage}Queue`]).map((entry) => entry.slug);
	return {
		lastUpdated: text(value['lastUpdated']),
		current:
			isObject(current) && slug !== undefined
				? { slug, stage: text(current['stage']), startedAt: text(current['startedAt']) }
				: undefined,
		waiting: { alex: slugs('alex'), cass: slugs('cass'), nigel: slugs('nigel'), codey: slugs('codey') },
		completed: entries(value['completed']).map((entry) => ({
			slug: entry.slug,
			completedAt: text(entry['completedAt']),
		})),
		failed: entries(value['failed']).map((entry) => ({
			slug: entry.slug,
			stage: text(entry['stage']),
			reason: text(entry['reason']),
		})),
	};
}
