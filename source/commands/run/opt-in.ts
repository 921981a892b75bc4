import { readDotenv } from '../../adapters/environment.ts';
import type { Project } from '../../adapters/paths.ts';
import type { Context } from '../spec.ts';

/** Whether the environment, or else `.env`, opts logs in. */
export function isOptedIn(project: Project, { environment }: Context): boolean {
	return (environment['TELEMETRY'] ?? readDotenv(project.dotenvPath).variables['TELEMETRY'])?.trim() === '1';
}
