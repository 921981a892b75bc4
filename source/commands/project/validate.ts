import { existsSync } from 'node:fs';
import { SETTINGS } from '../../core/settings/definitions.ts';
import { queuePath } from '../../store/published/changes.ts';
import { deliverInBackground } from '../run/deliver.ts';
import { guarded } from '../run/guard.ts';
import type { Handler } from '../spec.ts';
import { findProject, loadSettings } from '../workplace.ts';

/** `validate`: pipelines call it first, so it starts what `run start` starts and can't fail. */
export const validateProject: Handler = async (_, context) => {
	const found = findProject(context);
	const places = [found.databasePath, queuePath(found, SETTINGS.queuePath.default)];
	// Where neither is, nothing can wait, and no database is made for looking.
	if (!places.some((path) => existsSync(path))) return 0;
	await guarded(context, (database, project) =>
		deliverInBackground(database, project, loadSettings(project, context.environment), context, false),
	);
	return 0;
};
