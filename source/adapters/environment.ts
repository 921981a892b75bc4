import { CI_SYSTEMS, type CiSystem } from '../core/ci/systems.ts';
import { util } from './builtin.ts';
import { readSettingsText } from './files.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const KEY_VARIABLE = 'MURMUR8_TELEMETRY_KEY';

/**
 * Takes the environment once. The key leaves our own `process.env` here, so that no helper that we start inherits it
 * and no report of the process shows it.
 */
export function takeEnvironment(): Environment {
	const environment = { ...process.env };
	delete process.env[KEY_VARIABLE];
	// Ink and chalk know FORCE_COLOR only, and look at it once, when they are loaded. What we start gets what we got.
	if (environment['NO_COLOR']) process.env['FORCE_COLOR'] = '0';
	return environment;
}

export interface Dotenv {
	readonly variables: Environment;
	readonly isUnreadable: boolean;
}

/** The variables of a `.env` file. */
export function readDotenv(path: string): Dotenv {
	const file = readSettingsText(path);
	const variables = file.kind === 'text' ? util().parseEnv(file.text) : {};
	return { variables, isUnreadable: file.kind === 'unreadable' };
}

/** The CI system that this process runs in, or undefined. `CI=false` and `CI=0` say that it is none. */
export function detectCi(environment: Environment): CiSystem | undefined {
	const isSet = (name: string) => !['', '0', 'false'].includes((environment[name] ?? '').toLowerCase());
	return CI_SYSTEMS.find(({ sign }) => isSet(sign))?.name;
}

/** The user's home folder, '' where the system knows none. */
export function homeFolder(environment: Environment): string {
	return environment['HOME'] ?? environment['USERPROFILE'] ?? '';
}
