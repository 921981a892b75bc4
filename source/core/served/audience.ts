import type { Audience } from '../privacy/audience.ts';
import type { ResolvedSettings } from '../settings/resolve.ts';

/** For whom a project may be shown to another program now; undefined where its settings leave that in doubt. */
export function servedAudience({ values, problems }: ResolvedSettings): Audience | undefined {
	// A whole file that can't be read may have held the audience.
	const isDoubtful = problems.some(({ name }) => name === 'audience' || name === undefined);
	return isDoubtful ? undefined : values.audience;
}
