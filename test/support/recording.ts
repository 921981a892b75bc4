import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Project, resolveProject } from '../../source/adapters/paths.ts';
import { DEFAULT_PRICING } from '../../source/core/money.ts';
import { resolveSettings } from '../../source/core/settings/resolve.ts';
import type { LifecycleTools } from '../../source/lifecycle/finish.ts';
import { temporaryFolder } from './sandbox.ts';
import { NOW_MS, temporaryDatabase } from './store.ts';

export const TELEMETRY_URL = 'https://receiver.example.invalid/api/telemetry';
/** One of the variables that settings are read from. */
export type Variables = Readonly<Record<string, string>>;

/** A project with one feature, `user-auth`, that has a spec and a story. */
export function createProject(): Project {
	const root = join(realpathSync(temporaryFolder()), 'acme-notes');
	const feature = join(root, '.blueprint', 'features', 'feature_user-auth');
	mkdirSync(feature, { recursive: true });
	writeFileSync(join(feature, 'FEATURE_SPEC.md'), '# User auth\n');
	writeFileSync(join(feature, 'story-login.md'), '# Login\n');
	return resolveProject(root, '');
}

/** Everything that the end of a run needs, with the settings that these variables give. */
export function recordingTools(variables: Variables = {}, more: Partial<LifecycleTools> = {}): LifecycleTools {
	const project = more.project ?? createProject();
	return {
		database: more.database ?? temporaryDatabase(project.dataRoot),
		project,
		environment: {},
		settings: resolveSettings({ flags: {}, environment: variables, dotenv: {} }),
		usageEvents: [],
		pricing: DEFAULT_PRICING,
		recorder: 'murmur8-cli/0.0.0',
		nowMs: NOW_MS + 60_000,
		...more,
	};
}

export const ACTIVE: Variables = { MURMUR8_TELEMETRY_URL: TELEMETRY_URL };
