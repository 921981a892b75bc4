import { execFile as execFileOriginal } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';

export interface SeaOptions {
	readonly targets: readonly { nodeRange: string; platform: string; arch: string; output: string }[];
	readonly useLocalNode: boolean;
	readonly nodePath: string;
	readonly signature: boolean;
	readonly seaConfig: object;
}

type Sea = (entry: string, options: SeaOptions) => Promise<void>;
type ExecFile = (file: string, args: readonly string[]) => Promise<{ stdout: string; stderr: string }>;

/**
 * A code cache holds hashes of strings, which V8 seeds at random: two caches of one text differ in a third of their
 * bytes. With this seed they are the same, and V8 takes them at any seed. `NODE_OPTIONS` may not name the flag.
 */
const SEED = '--random-seed=1';

/**
 * pkg's step that makes single executables, alone: its command line walks a project into a virtual file system. The
 * Node that writes the blob is started by pkg without flags, through the `execFile` that it finds when it is loaded.
 */
function loadSea(): Sea {
	const require = createRequire(import.meta.url);
	const childProcess = require('node:child_process') as { execFile: typeof execFileOriginal };
	const execFileAsync = promisify(execFileOriginal);
	const seeded: ExecFile = (file, args) =>
		execFileAsync(file, args.includes('--experimental-sea-config') ? [SEED, ...args] : args);
	childProcess.execFile = Object.assign(execFileOriginal.bind(undefined), { [promisify.custom]: seeded }) as never;
	try {
		return (require('@yao-pkg/pkg/lib-es5/sea.js') as { default: Sea }).default;
	} finally {
		childProcess.execFile = execFileOriginal;
	}
}

export const sea: Sea = loadSea();
