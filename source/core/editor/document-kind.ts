/** Files that there is something to say of. */
export type DocumentKind = 'spec' | 'story' | 'dotenv' | 'settings';

const KINDS: readonly (readonly [DocumentKind, RegExp])[] = [
	['spec', /\/\.blueprint\/features\/feature_[^/]+\/FEATURE_SPEC\.md$/],
	['story', /\/\.blueprint\/features\/feature_[^/]+\/story-[^/]*\.md$/],
	['dotenv', /\/\.env$/],
	['settings', /\/\.claude\/telemetry-config\.json$/],
];

/** @param path with `/` between its parts */
export const documentKind = (path: string): DocumentKind | undefined =>
	KINDS.find(([, pattern]) => pattern.test(path))?.[0];

/** The feature whose folder a spec or a story lies in. @param path with `/` between its parts */
export const slugOf = (path: string): string | undefined =>
	/\/\.blueprint\/features\/feature_([^/]+)\/[^/]+$/.exec(path)?.[1];
