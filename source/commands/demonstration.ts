import type { Audience } from '../core/privacy/audience.ts';
import { toPrintableLine } from '../core/text.ts';
import { type Context, UserError } from './spec.ts';
import { findProject, loadSettings } from './workplace.ts';

/**
 * The audience that demonstration data are shown at. `off` stops them like real ones, and an audience that can't be
 * read is no other.
 * @throws UserError where there must be none
 */
export function demonstrationAudience(context: Context): Audience {
	const { values, problems } = loadSettings(findProject(context), context.environment);
	const problem = problems.find(({ name }) => name === 'audience');
	if (problem) throw new UserError(toPrintableLine(problem.message, 400), 'See: murmur8 doctor');
	if (values.audience !== 'off') return values.audience;
	throw new UserError(
		'audience is off, which holds for demonstration data, too',
		'For this one call: MURMUR8_TELEMETRY_AUDIENCE=user-only (and DO_NOT_TRACK unset)',
	);
}
