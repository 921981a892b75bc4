import { projectSettingsPath, userSettingsPath } from '../../../adapters/settings-files.ts';
import { watchFiles } from '../../../adapters/watching/watch-files.ts';
import { NO_DRAFT } from '../../../core/settings-screen/draft.ts';
import { type Database, openExistingDatabase } from '../../../store/database.ts';
import type { RunningScreen } from '../../../ui/run/run-screen.tsx';
import type { ConfigEvent, ConfigIntent } from '../../../ui/screens/telemetry-config/state.ts';
import type { Theme } from '../../../ui/theme/themes.ts';
import { showScreen } from '../../screen/run.ts';
import type { Context } from '../../spec.ts';
import { findProject } from '../../workplace.ts';
import { type ConfigWorld, carryOut } from './carry-out.ts';
import { readConfigFacts } from './read-facts.ts';

type Running = RunningScreen<ConfigEvent>;

/** Opened once there is one: nothing is recorded for the sake of looking. */
function lazyDatabase(path: string): { readonly get: () => Database | undefined; readonly close: () => void } {
	let database: Database | undefined;
	return {
		get: () => {
			database ??= openExistingDatabase(path);
			return database;
		},
		close: () => database?.close(),
	};
}

/** The settings as a screen. @returns the exit code */
export async function showConfigScreen(context: Context, theme: Theme): Promise<number> {
	const project = findProject(context);
	const database = lazyDatabase(project.databasePath);
	// Nothing may be written beside a screen but the screen.
	const world: ConfigWorld = {
		project,
		context: { ...context, warn: () => {}, debug: () => {} },
		database: database.get,
	};
	const files = [
		project.databasePath,
		`${project.databasePath}-wal`,
		project.dotenvPath,
		projectSettingsPath(project),
		userSettingsPath(context.environment),
	];
	const targets = files.map((path) => ({ path, kind: 'file' }) as const);
	let draft = NO_DRAFT;
	// One after the other: the answer to an older wish must not come after that to a newer one.
	let last: Promise<void> = Promise.resolve();
	const ask = (intent: ConfigIntent, running: Running) => {
		if (intent.kind === 'read') draft = intent.draft;
		last = last.then(async () => running.push({ event: await carryOut(intent, world) }));
	};
	try {
		const facts = await readConfigFacts(database.get(), project, world.context, draft);
		return await showScreen(context, theme, async () => {
			const [{ CONFIG_SCREEN }, { startConfig }] = await Promise.all([
				import('../../../ui/screens/telemetry-config/screen.ts'),
				import('../../../ui/screens/telemetry-config/state.ts'),
			]);
			return {
				screen: CONFIG_SCREEN,
				initial: startConfig(facts),
				theme,
				project: facts.projectName,
				start: (running: Running) =>
					watchFiles(project.dataRoot, targets, () => ask({ kind: 'read', draft }, running)).close,
				onIntent: ask,
			};
		});
	} finally {
		await last;
		database.close();
	}
}
