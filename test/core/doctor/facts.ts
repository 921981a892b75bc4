import type { DoctorFacts, FileFacts } from '../../../source/core/doctor/facts.ts';
import { NO_DELIVERIES } from '../../../source/core/doctor/facts.ts';
import { resolveSettings, type SettingInputs } from '../../../source/core/settings/resolve.ts';

export const NOW_MS = 1_767_323_045_678;

export const file = (path: string, more: Partial<FileFacts> = {}): FileFacts => ({
	path,
	kind: 'file',
	mode: 0o600,
	isPermitted: true,
	...more,
});

export interface Given extends Partial<Omit<DoctorFacts, 'inputs' | 'settings' | 'dotenv'>> {
	readonly environment?: SettingInputs['environment'];
	/** Assignments of `.env`, by variable. */
	readonly dotenv?: Readonly<Record<string, string>>;
	/** The text of `.env` where it says otherwise than its assignments. */
	readonly dotenvText?: string;
	readonly dotenvFile?: Partial<DoctorFacts['dotenv']>;
	readonly files?: Pick<SettingInputs, 'project' | 'user' | 'isProjectTrusted' | 'isDotenvUnreadable'>;
}

/** A healthy project that delivers, but for what is given. */
export function factsOf({
	environment = {},
	dotenv,
	dotenvText,
	dotenvFile,
	files = {},
	...more
}: Given = {}): DoctorFacts {
	const variables = dotenv ?? {
		MURMUR8_TELEMETRY_URL: 'https://receiver.example.invalid/x',
		MURMUR8_TELEMETRY_AUDIENCE: 'on',
	};
	const inputs: SettingInputs = { flags: {}, environment, dotenv: variables, ...files };
	const text = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`);
	return {
		nowMs: NOW_MS,
		inputs,
		settings: resolveSettings(inputs),
		dotenv: { ...file('.env'), isTracked: false, text: dotenvText ?? text.join(''), ...dotenvFile },
		projectFile: file('.claude/telemetry-config.json', { kind: 'missing', mode: undefined }),
		userFile: file('/home/ada/.config/murmur8/config.json', { kind: 'missing', mode: undefined }),
		place: { root: '/srv/acme', isHome: false, isProject: true, mainRoot: undefined },
		database: { file: file('.claude/murmur8.db'), companions: [], state: 'open', reason: '' },
		published: [{ ...file('.claude/pipeline-history.json'), isInProject: true }],
		setAside: [],
		freeBytes: 1e12,
		programs: [],
		npmPackage: undefined,
		delivery: NO_DELIVERIES,
		probe: undefined,
		...more,
	};
}
