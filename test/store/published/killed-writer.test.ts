import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { openDatabase } from '../../../source/store/database.ts';
import { syncPublished } from '../../../source/store/published/sync.ts';
import { createPublishedWorld, type PublishedWorld, recordRun } from '../../support/published.ts';
import { scriptCommand, sourceModule } from '../../support/script.ts';
import { NOW_MS } from '../../support/store.ts';

/** Publishes again and again: what it publishes is another file each time. It says so once it is at it. */
const SCRIPT = `
	const { syncPublished } = await import(${sourceModule('store/published/sync.ts')});
	const { recordEntry } = await import(${sourceModule('store/history.ts')});
	const { openDatabase } = await import(${sourceModule('store/database.ts')});
	const { resolveProject } = await import(${sourceModule('adapters/paths.ts')});
	const project = resolveProject(process.argv[1], '');
	const database = openDatabase(project.databasePath);
	for (let index = 0; ; index++) {
		recordEntry(database, { runId: 'changing', startedAt: '2026-01-01T00:00:00Z', filler: 'x'.repeat((index % 5) * 60_000) }, 1);
		await syncPublished(database, project, undefined, Date.now());
		if (index % 3 === 0) console.log(index);
	}
`;
const KILLS = 60;
const WRITERS = 3;
const LIMIT = { timeout: 240_000 };
const TWO_HOURS_MS = 7_200_000;

/** Lets the writer work until it has said so often, then ends it in the midst of whatever it does. */
async function killAfter(child: ChildProcess, signs: number, delayTurns: number): Promise<void> {
	if (!child.stdout) throw new Error('no output');
	let seen = 0;
	for await (const _line of createInterface({ input: child.stdout })) if (++seen >= signs) break;
	for (let turn = 0; turn < delayTurns; turn++) await new Promise((resolve) => setImmediate(resolve));
	const exited = once(child, 'exit');
	child.kill('SIGKILL');
	await exited;
}

function expectWhole(world: PublishedWorld, ids: readonly string[]): void {
	const entries = JSON.parse(readFileSync(world.historyFile, 'utf8')) as { runId: string }[];
	expect(entries.map(({ runId }) => runId)).toEqual(expect.arrayContaining([...ids]));
}

test(`a writer that is killed leaves a whole file, ${KILLS} times, and the next one cleans up`, LIMIT, async () => {
	const world = createPublishedWorld();
	const ids = [0, 1, 2].map((index) => recordRun(world.database, { startedAtMs: NOW_MS + index }).runId);
	await world.sync();
	const [file, ...args] = scriptCommand(SCRIPT, world.project.dataRoot);
	const killOne = async (number: number) => {
		const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] });
		await killAfter(child, 1 + (number % 3), (number * 7) % 40);
	};
	for (let round = 0; round < KILLS / WRITERS; round++) {
		await Promise.all(Array.from({ length: WRITERS }, (_, writer) => killOne(round * WRITERS + writer)));
		expectWhole(world, ids);
		await world.sync(undefined, Date.now());
		expectWhole(world, ids);
		expect(world.debris().filter((name) => !/\.tmp-\d+/.test(name))).toEqual([]);
	}
	await syncPublished(world.database, world.project, undefined, Date.now() + TWO_HOURS_MS);
	expect(world.debris()).toEqual([]);
	const second = openDatabase(world.project.databasePath);
	expect(second.prepare('PRAGMA integrity_check').get()).toMatchObject({ integrity_check: 'ok' });
	second.close();
});
