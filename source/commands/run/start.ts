import { nowMs } from '../../adapters/clock.ts';
import { randomUuid } from '../../adapters/random-id.ts';
import type { RunType } from '../../core/run.ts';
import { recordStart } from '../../lifecycle/start.ts';
import { type Handler, textFlag, UserError } from '../spec.ts';
import { loadSettings } from '../workplace.ts';
import { deliverInBackground } from './deliver.ts';
import { guarded } from './guard.ts';

/** `run start <slug>`: the id is printed whatever happens, so that a script that keeps it goes on. */
export const runStart: Handler = async ({ positionals, flags }, context) => {
	const slug = (positionals[0] ?? '').trim();
	if (slug === '') throw new UserError('the slug is blank', 'Give the feature a name: murmur8 run start user-auth');
	const runId = randomUuid();
	const type = (textFlag(flags, 'type') ?? 'feature') as RunType;
	const parentRunId = textFlag(flags, 'parent-run');
	await guarded(context, (database, project) => {
		const hasChanged = recordStart(database, project, { runId, slug, type, parentRunId }, nowMs());
		deliverInBackground(database, project, loadSettings(project, context.environment), context, hasChanged);
	});
	context.print(runId);
	return 0;
};
