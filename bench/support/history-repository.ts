import { spawnSync } from 'node:child_process';
import { createChance } from '../../test/support/chance.ts';

const FOLDERS = 20;
const FILES_A_COMMIT = 3;

const environment = { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', GIT_CONFIG_NOSYSTEM: '1' };

const git = (folder: string, args: readonly string[], input?: string): string => {
	const { status, stdout, stderr } = spawnSync('git', args, {
		cwd: folder,
		env: environment,
		encoding: 'utf8',
		maxBuffer: 1e9,
		...(input === undefined ? {} : { input }),
	});
	if (status !== 0) throw new Error(`git ${args[0]}: ${stderr}`);
	return stdout;
};

/** A history of so many commits by 37 people; a few of the files take most of the changes, as in real ones. */
function fastImport(commits: number, files: number): string {
	const chance = createChance(4);
	return Array.from({ length: commits }, (_, index) => {
		const person = `P${index % 37} <p${index % 37}@example.invalid> ${1_600_000_000 + index * 600} +0000`;
		const changes = Array.from({ length: FILES_A_COMMIT }, () => {
			const file = Math.floor(chance.next() ** 2 * files);
			const text = `${index} ${file}`;
			return `M 100644 inline src/m${file % FOLDERS}/p${file % 7}/f${file}.ts\ndata ${text.length}\n${text}\n`;
		});
		return `commit refs/heads/main\nauthor ${person}\ncommitter ${person}\ndata 2\nm\n${changes.join('')}`;
	}).join('');
}

/** Makes the repository in an empty folder; gives the names of its files. */
export function createHistory(folder: string, commits: number, files: number): readonly string[] {
	git(folder, ['init', '--quiet', '--initial-branch=main']);
	git(folder, ['fast-import', '--quiet'], fastImport(commits, files));
	return git(folder, ['ls-tree', '-r', '-z', '--name-only', 'main']).split('\0').filter(Boolean);
}
