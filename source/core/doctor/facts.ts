import type { ResolvedSettings, SettingInputs } from '../settings/resolve.ts';

/** What stands in a file's place. Links are not followed. */
export type FileKind = 'missing' | 'file' | 'directory' | 'link' | 'fifo' | 'other';

export interface FileFacts {
	/** The path as a shell takes it, relative to where the command was started if that is shorter. */
	readonly path: string;
	readonly kind: FileKind;
	/** Permission bits; undefined where the system has none. */
	readonly mode: number | undefined;
	/** Whether it, or if it is missing its folder, may be read and written. */
	readonly isPermitted: boolean;
}

export interface DatabaseFacts {
	readonly file: FileFacts;
	/** SQLite's files beside it, as they stand there. */
	readonly companions: readonly FileFacts[];
	readonly state: 'missing' | 'open' | 'garbage' | 'newer' | 'failed';
	/** Why it could not be opened, '' if it could. */
	readonly reason: string;
}

/** The last attempts for the event that waits longest, as long as they ended alike. */
export interface StuckFacts {
	readonly result: string;
	readonly sinceMs: number;
	readonly statusCode: number | undefined;
	readonly reason: string;
}

export interface DeliveryFacts {
	readonly waiting: number;
	readonly stuck: StuckFacts | undefined;
	readonly rejected: number;
	readonly newestRejection: { readonly atMs: number; readonly reason: string } | undefined;
	/** Unix milliseconds; 0 where nothing was delivered yet. */
	readonly lastDeliveredMs: number;
	readonly dropped: number;
	/** Slugs of the newest runs that can't be part of a file name. */
	readonly unsafeSlugs: readonly string[];
	/** Sinks that did not take the last run, as `telemetry status` names them. */
	readonly failingSinks: readonly { readonly sink: string; readonly failed: number; readonly reason: string }[];
}

export const NO_DELIVERIES: DeliveryFacts = {
	waiting: 0,
	stuck: undefined,
	rejected: 0,
	newestRejection: undefined,
	lastDeliveredMs: 0,
	dropped: 0,
	unsafeSlugs: [],
	failingSinks: [],
};

/** How far a probe of the endpoint came. */
export type ProbeResult =
	| { readonly kind: 'reached'; readonly dateHeader: string | undefined; readonly dateMs: number }
	| {
			readonly kind: 'failed';
			readonly step: 'lookup' | 'connect' | 'proxy' | 'tls';
			/** Host and port that this step spoke to. */
			readonly peer: string;
			/** Error code or words of the system; for a proxy its status line. */
			readonly reason: string;
			readonly statusCode?: number | undefined;
	  };

export interface ProbeFacts {
	readonly result: ProbeResult;
	/** Host and port of the proxy on the way, and the variable that names it. */
	readonly proxy: { readonly peer: string; readonly variable: string } | undefined;
}

export interface PlaceFacts {
	readonly root: string;
	readonly isHome: boolean;
	/** Whether the root has `.blueprint`, `.claude` or git. */
	readonly isProject: boolean;
	/** The same folder of the main worktree, if this one is linked. */
	readonly mainRoot: string | undefined;
}

/** A program that answers to `murmur8` on the PATH. */
export interface ProgramFacts {
	readonly path: string;
	readonly isNpmPackage: boolean;
}

/** What the npm package has left in a project. */
export interface NpmPackageFacts {
	/** Of what is installed, else the range that `package.json` asks for. */
	readonly version: string | undefined;
	/** Files by which it was recognised, relative to the root; at least one. */
	readonly signs: readonly string[];
	readonly skills: readonly {
		readonly path: string;
		readonly state: 'absent' | 'current' | 'old' | 'changed' | 'torn';
	}[];
	/** Whether the hooks of the project call this program. */
	readonly hasHooks: boolean;
	/** Undefined where the file is missing, too large to count, or no list. */
	readonly historyEntries: number | undefined;
	/** Those of its settings and queues in `.claude/` that are there, by name. */
	readonly files: readonly string[];
}

export interface DoctorFacts {
	readonly nowMs: number;
	readonly inputs: SettingInputs;
	readonly settings: ResolvedSettings;
	/** `isTracked`: git hands it on with the repository. */
	readonly dotenv: FileFacts & { readonly text: string; readonly isTracked: boolean };
	readonly projectFile: FileFacts;
	readonly userFile: FileFacts;
	readonly place: PlaceFacts;
	readonly database: DatabaseFacts;
	readonly published: readonly (FileFacts & { readonly isInProject: boolean })[];
	/** Files that did not parse and were kept. */
	readonly setAside: readonly string[];
	readonly freeBytes: number | undefined;
	/** In the order of the PATH. */
	readonly programs: readonly ProgramFacts[];
	/** Undefined where nothing of it is here. */
	readonly npmPackage: NpmPackageFacts | undefined;
	readonly delivery: DeliveryFacts;
	/** Undefined where delivery is inactive: then nothing is contacted. */
	readonly probe: ProbeFacts | undefined;
}
