import { isJsonObject } from './json.ts';

/** A feature of a murmuration: several pipelines of the npm package at once, each in a worktree of its own. */
export interface MurmurationFeature {
	readonly slug: string;
	/** As the npm package wrote it; see `MURMURATION_STATES`. */
	readonly status: string;
	/** Relative to the project root, as a rule. */
	readonly worktreePath: string | undefined;
	readonly branchName: string | undefined;
	readonly startedAt: string | undefined;
	readonly completedAt: string | undefined;
}

const text = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value : undefined);

/** More than any murmuration has; a hostile file must not make a million rows. */
const MOST_FEATURES = 200;

/** Reads `murm-queue.json` (contracts.md section 1); undefined where it is no such thing at all. */
export function readMurmurationQueue(value: unknown): readonly MurmurationFeature[] | undefined {
	if (!isJsonObject(value)) return undefined;
	const { features } = value;
	if (features !== undefined && !Array.isArray(features)) return undefined;
	return ((features ?? []) as readonly unknown[]).slice(0, MOST_FEATURES).flatMap((feature) => {
		const slug = isJsonObject(feature) ? text(feature['slug']) : undefined;
		if (!isJsonObject(feature) || slug === undefined) return [];
		return [
			{
				slug,
				status: text(feature['status']) ?? 'unknown',
				worktreePath: text(feature['worktreePath']),
				branchName: text(feature['branchName']),
				startedAt: text(feature['startedAt']),
				completedAt: text(feature['completedAt']),
			},
		];
	});
}
