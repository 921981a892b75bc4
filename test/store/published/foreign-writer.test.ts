import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createPublishedWorld, recordRun } from '../../support/published.ts';
import { runCommand } from '../../support/sandbox.ts';
import { scriptCommand, sourceModule } from '../../support/script.ts';

/** Another program: reads, adds, writes, without a lock and without a pause, until its input ends. */
const FOREIGN = `
	import { writeFileSync } from 'node:fs';
	const [path] = process.argv.slice(1);
	let isDone = false;
	process.stdin.on('end', () => { isDone = true; }).resume();
	const read = () => { try { return JSON.parse(readFileSync(path, 'utf8')); } catch { return []; } };
	for (let index = 0; !isDone; index++) {
		const entries = read();
		const last = entries.at(-1);
		if (index % 3 === 0) entries.push({ slug: 'theirs', startedAt: new Date(index).toISOString() });
		else if (last?.stages) last.stages.alex = { ...last.stages.alex, touched: index };
		if (entries.length > 0) writeFileSync(path, JSON.stringify(entries, null, 2));
		if (index === 5) console.log('writing');
		await new Promise((resolve) => setImmediate(resolve));
	}
`;

/** One of our processes: records runs and publishes each, as the background process does. */
const OURS = `
	const { recordFinish } = await import(${sourceModule('lifecycle/finish.ts')});
	const { recordStart } = await import(${sourceModule('lifecycle/start.ts')});
	const { syncPublished } = await import(${sourceModule('store/published/sync.ts')});
	const { openDatabase } = await import(${sourceModule('store/database.ts')});
	const { resolveProject } = await import(${sourceModule('adapters/paths.ts')});
	const { resolveSettings } = await import(${sourceModule('core/settings/resolve.ts')});
	const { DEFAULT_PRICING } = await import(${sourceModule('core/money.ts')});
	const [root, name, count] = process.argv.slice(1);
	const project = resolveProject(root, '');
	const database = openDatabase(project.databasePath);
	const settings = resolveSettings({ flags: {}, environment: {}, dotenv: {} });
	for (let index = 0; index < Number(count); index++) {
		const runId = name + '-' + index;
		recordStart(database, project, { runId, slug: name, type: 'feature' }, Date.now());
		const tools = { database, project, environment: {}, settings, usageEvents: [], pricing: DEFAULT_PRICING,
			recorder: 'murmur8-cli/0.0.0', nowMs: Date.now() };
		await recordFinish(tools, runId, { status: 'success', feedbackWithheld: false });
		await syncPublished(database, project, undefined, Date.now(), false).catch(() => {});
	}
	database.close();
`;
const NAMES = ['one', 'two', 'three', 'four'];
const RUNS_EACH = 12;

test('beside a writer without a lock, four of our processes lose no run', { timeout: 120_000 }, async () => {
	const world = createPublishedWorld();
	writeFileSync(world.historyFile, '[]');
	const [file, ...args] = scriptCommand(FOREIGN, world.historyFile);
	const foreign = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] });
	const exited = once(foreign, 'exit');
	await once(foreign.stdout, 'data');
	const env = { PATH: process.env['PATH'] ?? '' };
	const cwd = world.project.dataRoot;
	const ours = await Promise.all(
		NAMES.map((name) => runCommand(scriptCommand(OURS, cwd, name, String(RUNS_EACH)), { cwd, env, input: '' })),
	);
	foreign.stdin.end();
	await exited;
	expect(ours.map(({ exitCode, stderr }) => ({ exitCode, stderr }))).toEqual(
		NAMES.map(() => ({ exitCode: 0, stderr: '' })),
	);
	await world.sync();
	const entries: readonly { runId?: string; slug: string }[] = world.read(world.historyFile);
	const expected = NAMES.flatMap((name) => Array.from({ length: RUNS_EACH }, (_, index) => `${name}-${index}`));
	const found = entries.flatMap(({ runId }) => runId ?? []);
	expect(found.toSorted()).toEqual(expected.toSorted());
	const theirs = entries.filter(({ runId }) => runId === undefined);
	expect(theirs.length).toBeGreaterThan(0);
	expect(new Set(theirs.map((entry) => JSON.stringify(entry))).size).toBe(theirs.length);
});

/** Empties the file, says so, and fills it a little later. */
const SLOW = `
	import { closeSync, openSync, writeSync } from 'node:fs';
	const descriptor = openSync(process.argv[1], 'w');
	writeSync(1, 'emptied');
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 40);
	writeSync(descriptor, '[{"slug":"theirs"}]');
	closeSync(descriptor);
`;

test('a file in the midst of being written is not taken for damage', async () => {
	const world = createPublishedWorld();
	const { runId } = recordRun(world.database);
	await world.sync();
	const [file, ...args] = scriptCommand(SLOW, world.historyFile);
	const writer = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] });
	const exited = once(writer, 'exit');
	await once(writer.stdout, 'data');
	const { setAside } = await world.sync();
	await exited;
	await world.sync();
	expect(setAside).toEqual([]);
	expect(world.debris()).toEqual([]);
	expect(world.read(world.historyFile)).toMatchObject([{ slug: 'theirs' }, { runId }]);
});
