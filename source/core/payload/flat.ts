import type { Projected } from '../privacy/project.ts';
import type { Envelope } from './envelope.ts';

/** Content of the artifacts as text, by file name. */
export type FlatTexts = ReadonlyMap<string, string>;

export const SPEC_FILE = 'FEATURE_SPEC.md';

/** The statuses that receivers of the flat wire know; every other one did not succeed. */
const FLAT_STATUSES: ReadonlySet<string> = new Set(['success', 'failed', 'paused']);

/** A blank name is as good as none; receivers refuse the whole event for it. */
const nonBlank = (name: unknown) => (typeof name === 'string' && name.trim() !== '' ? name : undefined);

const storyTitle = (name: string) => name.replace(/^story-/, '').replace(/\.md$/, '');

/**
 * The flat wire: the run's own keys at the top, with the names that receivers in the field read (contracts.md
 * section 2). It is a pure function of what was projected, so it can show nothing that the audience withholds.
 * @param remoteParentId the id that this endpoint returned for the parent run; without one the key is absent
 */
export function toFlat(
	projected: Projected<Envelope>,
	texts: FlatTexts,
	remoteParentId: string | undefined,
): Readonly<Record<string, unknown>> {
	const { runId, run, identity, artifacts, droppedArtifacts } = projected.value;
	const { parentRunId: localParentId, ...facts } = run ?? ({} as Partial<NonNullable<Envelope['run']>>);
	const names = Object.keys(artifacts ?? {});
	const stories = names
		.filter((name) => name !== SPEC_FILE && texts.has(name))
		.map((name) => ({ title: storyTitle(name), content: texts.get(name) }));
	const featureSpec = names.includes(SPEC_FILE) ? texts.get(SPEC_FILE) : undefined;
	return {
		runId,
		...facts,
		...(facts.status === undefined ? {} : { status: FLAT_STATUSES.has(facts.status) ? facts.status : 'failed' }),
		stages: facts.stages ?? {},
		featureSlug: facts.slug,
		durationMs: facts.totalDurationMs,
		...(localParentId === undefined || remoteParentId === undefined ? {} : { parentRunId: remoteParentId }),
		...(identity && {
			identity,
			gitHubUser: nonBlank(identity.gitUser) ?? nonBlank(identity.gitEmail),
			repoName: nonBlank(identity.repoName),
		}),
		...(artifacts && { artifacts }),
		...(droppedArtifacts && { droppedArtifacts }),
		...(featureSpec === undefined ? {} : { featureSpec }),
		...(stories.length === 0 ? {} : { stories }),
	};
}
