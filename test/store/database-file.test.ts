import { spawnSync } from 'node:child_process';
import {
	chmodSync,
	existsSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	realpathSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../source/store/database.ts';
import { temporaryFolder } from '../support/sandbox.ts';
import { makeFifo } from '../support/special-files.ts';

const databaseModule = resolve(import.meta.dirname, '..', '..', 'source', 'store', 'database.ts');
const modeOf = (path: string) => statSync(path).mode & 0o777;

/** Opens in a process of its own: a hang would stop the test run. */
function openElsewhere(path: string): {
	readonly isOpened: boolean;
	readonly isKilled: boolean;
	readonly error: string;
} {
	const script = `import { openDatabase } from ${JSON.stringify(databaseModule)};
		try { openDatabase(process.argv[1]).close(); console.log('opened'); } catch (error) { console.log(error.message); }`;
	const result = spawnSync(process.execPath, ['--input-type=module', '--eval', script, path], {
		encoding: 'utf8',
		timeout: 20_000,
	});
	const error = result.stdout.trim();
	return { isOpened: error === 'opened', isKilled: result.signal !== null, error };
}

describe('the mode of the file', () => {
	test('is 0600 from the start, its companions included', () => {
		const folder = join(temporaryFolder(), '.claude');
		const database = openDatabase(join(folder, 'murmur8.db'));
		for (const name of readdirSync(folder)) expect(modeOf(join(folder, name)), name).toBe(0o600);
		expect(readdirSync(folder)).toContain('murmur8.db-wal');
		database.close();
	});

	test.each([0o644, 0o660, 0o606, 0o777])('is narrowed from %o', (mode) => {
		const path = join(temporaryFolder(), '.claude', 'murmur8.db');
		openDatabase(path).close();
		chmodSync(path, mode);
		openDatabase(path).close();
		expect(modeOf(path)).toBe(0o600);
	});

	test('of a folder that was there is left alone', () => {
		const folder = join(temporaryFolder(), '.claude');
		mkdirSync(folder, { mode: 0o755 });
		openDatabase(join(folder, 'murmur8.db')).close();
		expect(modeOf(folder)).toBe(0o755);
	});
});

/** What may stand where a regular file is expected. `victim` is a file that must stay as it is. */
const IMPOSTORS: readonly (readonly [name: string, make: (path: string, victim: string) => void])[] = [
	['a symlink to a file', (path, victim) => symlinkSync(victim, path)],
	['a symlink to nothing', (path, victim) => symlinkSync(`${victim}-missing`, path)],
	['a FIFO', (path) => makeFifo(path)],
	['a directory', (path) => mkdirSync(path)],
];

/** Longer than the process that opens is given. */
const LIMIT = { timeout: 60_000 };

describe.each(IMPOSTORS)('%s', LIMIT, (_, make) => {
	test('in the database’s place is refused and not touched', () => {
		const base = temporaryFolder();
		const [path, victim] = [join(base, '.claude', 'murmur8.db'), join(base, 'victim')];
		writeFileSync(victim, 'mine', { mode: 0o644 });
		mkdirSync(join(base, '.claude'));
		make(path, victim);
		const before = lstatSync(path).mode;
		expect(openElsewhere(path)).toEqual({
			isOpened: false,
			isKilled: false,
			error: 'murmur8.db is not a regular file',
		});
		expect(lstatSync(path).mode).toBe(before);
		expect([readFileSync(victim, 'utf8'), modeOf(victim), existsSync(`${victim}-missing`)]).toEqual([
			'mine',
			0o644,
			false,
		]);
	});

	test.each(['-wal', '-shm', '-journal'])('in the place of its companion %s is refused, without hanging', (suffix) => {
		const base = temporaryFolder();
		const [path, victim] = [join(base, '.claude', 'murmur8.db'), join(base, 'victim')];
		writeFileSync(victim, 'mine');
		openDatabase(path).close();
		make(`${path}${suffix}`, victim);
		const error = `murmur8.db${suffix} is not a regular file`;
		expect(openElsewhere(path)).toEqual({ isOpened: false, isKilled: false, error });
		expect(readFileSync(victim, 'utf8')).toBe('mine');
	});
});

describe('a .claude that is a symlink', () => {
	test.each([
		['to a folder outside', '../outside'],
		['to nothing', '../missing'],
		['to a folder whose name only begins like the project’s', '../project-2'],
	])('%s is refused', (_, target) => {
		const base = temporaryFolder();
		for (const name of ['project', 'outside', 'project-2']) mkdirSync(join(base, name));
		symlinkSync(target, join(base, 'project', '.claude'));
		const path = join(base, 'project', '.claude', 'murmur8.db');
		expect(() => openDatabase(path)).toThrow('.claude is a link that leaves the project');
		expect([...readdirSync(join(base, 'outside')), ...readdirSync(join(base, 'project-2'))]).toEqual([]);
	});

	test('to a folder of the project is followed', () => {
		const project = realpathSync(temporaryFolder());
		mkdirSync(join(project, 'state'));
		symlinkSync('state', join(project, '.claude'));
		openDatabase(join(project, '.claude', 'murmur8.db')).close();
		expect(readdirSync(join(project, 'state'))).toContain('murmur8.db');
	});
});

test.each([
	['text', 'this is no database, whatever its name says; it only is long enough to be looked at'],
	['a header and nothing behind', 'SQLite format 3\0'],
])('a file that holds %s is refused and kept', (_, content) => {
	const path = join(temporaryFolder(), 'murmur8.db');
	writeFileSync(path, content);
	expect(() => openDatabase(path)).toThrow(/not a database/);
	expect(readFileSync(path, 'utf8')).toBe(content);
});
