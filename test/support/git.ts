import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './sandbox.ts';

/** The real git, away from the settings of this machine and its user. */
export interface Git {
	/** Empty folder that stands for the user's home. */
	readonly home: string;
	readonly run: (folder: string, ...args: readonly string[]) => string;
	/** A repository in a new folder below `base`, without a commit. */
	readonly init: (base: string, name: string, ...args: readonly string[]) => string;
	/** Writes a file, commits it, gives the commit's hash. */
	readonly commit: (folder: string, message?: string) => string;
}

const SETTINGS = {
	'user.name': 'Ada',
	'user.email': 'ada@example.invalid',
	'init.defaultBranch': 'main',
	'commit.gpgSign': 'false',
	// Submodules from a folder of this disk.
	'protocol.file.allow': 'always',
};

export function createGit(): Git {
	const home = temporaryFolder('murmur8-home-');
	const environment = { PATH: process.env['PATH'] ?? '', HOME: home, GIT_CONFIG_NOSYSTEM: '1' };
	const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	const run: Git['run'] = (folder, ...args) =>
		execFileSync('git', [...settings, ...args], {
			cwd: folder,
			env: environment,
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'pipe'],
		}).trim();
	return {
		home,
		run,
		init: (base, name, ...args) => {
			const folder = join(base, name);
			mkdirSync(folder, { recursive: true });
			run(folder, 'init', '--quiet', ...args);
			return folder;
		},
		commit: (folder, message = 'first') => {
			writeFileSync(join(folder, 'README.md'), `${message}\n`);
			run(folder, 'add', 'README.md');
			run(folder, 'commit', '--quiet', '--message', message);
			return run(folder, 'rev-parse', 'HEAD');
		},
	};
}
