import { readArtifacts } from '../adapters/artifacts.ts';
import { loadCiJob } from '../adapters/ci-job.ts';
import { toIso } from '../adapters/clock.ts';
import type { Environment } from '../adapters/environment.ts';
import { readIdentity } from '../adapters/git.ts';
import type { Project } from '../adapters/paths.ts';
import type { FailureCount } from '../core/metrics/snapshot.ts';
import { type Artifact, buildEnvelope, type Identity } from '../core/payload/envelope.ts';
import { type Rendering, renderWireBody } from '../core/payload/wire.ts';
import { isPermitted } from '../core/privacy/field.ts';
import { project as projectFor } from '../core/privacy/project.ts';
import type { Run } from '../core/run.ts';
import type { Settings } from '../core/settings/definitions.ts';
import { packArtifacts, type Replace, type ReplacedSecrets } from '../delivery/clean-artifacts.ts';
import { replaceSecrets } from '../failures/secrets.ts';

/** What an event holds besides its run. Gathered before the transaction: it reads files and may start git. */
export interface Surroundings {
	readonly identity: Identity | undefined;
	readonly artifacts: readonly Artifact[];
	readonly droppedArtifacts: readonly string[];
	/** Secrets that were replaced in the artifacts, by rule. */
	readonly replacedSecrets: ReplacedSecrets;
}

export const NO_SURROUNDINGS: Surroundings = {
	identity: undefined,
	artifacts: [],
	droppedArtifacts: [],
	replacedSecrets: {},
};

/**
 * Reads only what the audience may see: what is never gathered can't leak, and costs the run nothing.
 * @param replace what looks like a key by itself, for which a run can wait: whoever sends goes over it with the engine
 */
export async function gatherSurroundings(
	place: Project,
	slug: string,
	settings: Pick<Settings, 'audience' | 'artifacts'>,
	environment: Environment,
	recorder: string,
	replace: Replace = replaceSecrets,
): Promise<Surroundings> {
	const { audience } = settings;
	const hasContent = settings.artifacts === 'on' && isPermitted({ class: 'content' }, audience);
	const hasIdentity = isPermitted({ class: 'operator' }, audience);
	const { files, dropped } = hasContent ? readArtifacts(place.root, slug) : { files: [], dropped: [] };
	const { artifacts, replaced } = packArtifacts(files, replace);
	return {
		identity: hasIdentity ? readIdentity(place.root, environment, recorder, await loadCiJob(environment)) : undefined,
		artifacts,
		droppedArtifacts: dropped,
		replacedSecrets: replaced,
	};
}

/**
 * The event of a run: built, projected, rendered. The one way from a run to bytes.
 * @param failures what its logs showed
 * @param remoteParentId the id that the endpoint gave to the parent run
 * @returns undefined where the audience permits nothing of it
 */
export function buildEvent(
	run: Run,
	failures: readonly FailureCount[],
	surroundings: Surroundings,
	settings: Pick<Settings, 'audience' | 'wire' | 'maxBytes'>,
	remoteParentId: string | undefined,
): Rendering | undefined {
	const { identity, artifacts, droppedArtifacts } = surroundings;
	const { envelope, texts } = buildEnvelope({ run, failures, identity, artifacts, droppedArtifacts }, toIso);
	const projected = projectFor(envelope, settings.audience);
	return (
		projected && renderWireBody(projected, { wire: settings.wire, maxBytes: settings.maxBytes, texts, remoteParentId })
	);
}
