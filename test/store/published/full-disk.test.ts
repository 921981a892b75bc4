import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createPublishedWorld, type PublishedWorld, recordRun } from '../../support/published.ts';
import { scriptCommand, sourceModule } from '../../support/script.ts';

/** Blocks of 1,024 bytes that a file may have: more than the database needs, less than the texts below. */
const LARGEST_BLOCKS = 1_024;
const LONG = 2 * 1_024 * LARGEST_BLOCKS;

const WRITE = `
	const { writePublished } = await import(${sourceModule('store/published/write.ts')});
	const [path, root, expected] = process.argv.slice(1);
	const work = () =>
		writePublished({ path, root, expected: expected || undefined, text: '["' + 'é'.repeat(${LONG}) + '"]' }, Date.now());
`;
const SYNC = `
	const { syncFile } = await import(${sourceModule('store/published/file.ts')});
	const { historyFile } = await import(${sourceModule('store/published/history-file.ts')});
	const { openDatabase } = await import(${sourceModule('store/database.ts')});
	const { resolveProject } = await import(${sourceModule('adapters/paths.ts')});
	const project = resolveProject(process.argv[2], '');
	const database = openDatabase(project.databasePath);
	const work = () => syncFile(database, historyFile(database, project), Date.now());
`;
const REPORT = `
	try {
		console.log(JSON.stringify({ result: work() }));
	} catch (error) {
		console.log(JSON.stringify({ name: error.constructor.name, message: error.message }));
	}
`;

/** Runs a script whose files can't grow beyond the limit, as on a disk that is full. */
function onFullDisk(world: PublishedWorld, script: string, expected = '') {
	const command = scriptCommand(script + REPORT, world.historyFile, world.project.dataRoot, expected);
	const limited = ['-c', `ulimit -f ${LARGEST_BLOCKS}; exec "$@"`, 'bash', ...command];
	const { stdout, stderr, signal } = spawnSync('bash', limited, { encoding: 'utf8', timeout: 60_000 });
	expect({ stderr, signal }).toEqual({ stderr: '', signal: null });
	return JSON.parse(stdout);
}

const NO_SPACE = {
	name: 'PublishError',
	message: expect.stringMatching(/^(no space left for )?pipeline-history\.json/),
};
const LIMIT = { timeout: 90_000 };

describe('a disk that is full', LIMIT, () => {
	test('leaves the good file whole, says so, and leaves nothing beside it', () => {
		const world = createPublishedWorld();
		world.write(world.historyFile, [{ slug: 'good' }]);
		const before = readFileSync(world.historyFile, 'utf8');
		const { ino } = statSync(world.historyFile);
		expect(onFullDisk(world, WRITE, before)).toEqual(NO_SPACE);
		expect(readFileSync(world.historyFile, 'utf8')).toBe(before);
		expect(statSync(world.historyFile)).toMatchObject({ ino, nlink: 1 });
		expect(world.debris()).toEqual([]);
	});

	test('leaves no half file where there was none', () => {
		const world = createPublishedWorld();
		expect(onFullDisk(world, WRITE)).toEqual(NO_SPACE);
		expect(existsSync(world.historyFile)).toBe(false);
		expect(world.debris()).toEqual([]);
	});

	test('keeps a sync from writing, not from taking over; once there is space, both are published', async () => {
		const world = createPublishedWorld();
		const run = recordRun(world.database);
		// Small in the database, and over the limit once it is written with a line for each number.
		const foreign = { slug: 'theirs', startedAt: '2026-01-01T00:00:00Z', list: Array(LONG / 16).fill(1) };
		writeFileSync(world.historyFile, JSON.stringify([foreign]));
		const before = readFileSync(world.historyFile, 'utf8');
		expect(onFullDisk(world, SYNC)).toEqual(NO_SPACE);
		expect(readFileSync(world.historyFile, 'utf8')).toBe(before);
		expect(world.debris()).toEqual([]);
		await world.sync();
		expect(world.read(world.historyFile)).toMatchObject([{ slug: 'theirs' }, { runId: run.runId }]);
	});
});
