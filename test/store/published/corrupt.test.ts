import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createPublishedWorld, QUEUE_SETTING, recordRun } from '../../support/published.ts';
import { NOW_MS } from '../../support/store.ts';

const THEIRS = [
	{ slug: 'one', startedAt: '2026-01-01T00:00:00Z', extra: [1] },
	{ slug: 'two', startedAt: '2026-01-01T00:01:00Z' },
];
const pretty = JSON.stringify(THEIRS, null, 2);

describe('a history that does not parse', () => {
	test.each<[string, string, readonly unknown[]]>([
		['cut off', pretty.slice(0, -3), [THEIRS[0]]],
		['with a comma too many', pretty.replace('},', '},,'), THEIRS],
		['with the tail of a longer one', `${pretty}\n]`, THEIRS],
		['empty', '', []],
		['text', 'not JSON', []],
		['an object', JSON.stringify(THEIRS[0]), [THEIRS[0]]],
		['an empty object', '{}', []],
		['a number', '7', []],
		['null', 'null', []],
		['deeper than any entry', `[${'['.repeat(5_000)}${']'.repeat(5_000)},${JSON.stringify(THEIRS[0])}]`, [THEIRS[0]]],
		['UTF-16', `\uFFFE${[...pretty].join('\0')}`, []],
	])('(%s) is set aside with its bytes, and its whole objects go on', async (_what, text, salvaged) => {
		const world = createPublishedWorld();
		const run = recordRun(world.database);
		writeFileSync(world.historyFile, text);
		const { setAside } = await world.sync();
		expect(setAside).toEqual([expect.stringMatching(/^pipeline-history\.json\.corrupt-2026-01-02T03-04-05-678Z$/)]);
		expect(world.debris()).toEqual(setAside);
		expect(readFileSync(join(dirname(world.historyFile), setAside[0] ?? ''), 'utf8')).toBe(text);
		expect(world.read(world.historyFile)).toMatchObject([...salvaged, { runId: run.runId }]);
		// Once, and no more.
		expect(await world.sync(undefined, NOW_MS + 1)).toEqual({ setAside: [] });
		expect(world.debris()).toEqual(setAside);
	});

	test('clears nothing', async () => {
		const world = createPublishedWorld();
		const { runId } = recordRun(world.database);
		await world.sync();
		writeFileSync(world.historyFile, '{}');
		await world.sync();
		expect(world.read(world.historyFile)).toMatchObject([{ runId }]);
	});

	test('is kept three times, the newest, even at the same moment', async () => {
		const world = createPublishedWorld();
		for (const [index, minutes] of [0, 1, 2, 3, 3].entries()) {
			writeFileSync(world.historyFile, `broken ${index}`);
			await world.sync(undefined, NOW_MS + minutes * 60_000);
		}
		const folder = dirname(world.historyFile);
		const kept = readdirSync(folder).filter((name) => name.includes('.corrupt-'));
		expect(kept.toSorted().map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual([
			'broken 2',
			'broken 3',
			'broken 4',
		]);
	});
});

test('a history with a byte order mark is no damage', async () => {
	const world = createPublishedWorld();
	writeFileSync(world.historyFile, `\uFEFF${pretty}\n`);
	expect(await world.sync()).toEqual({ setAside: [] });
	expect(readFileSync(world.historyFile, 'utf8')).toBe(pretty);
});

describe('a queue that does not parse', () => {
	test('is set aside, and its whole events wait in the outbox', async () => {
		const world = createPublishedWorld();
		writeFileSync(world.queueFile, '[{"runId":"a","run":{"slug":"x"}},{"runId":"b","run":{"slu');
		const { setAside } = await world.sync(QUEUE_SETTING);
		expect(setAside).toEqual([expect.stringMatching(/^telemetry-failed\.json\.corrupt-/)]);
		expect(world.read(world.queueFile)).toEqual([{ runId: 'a', run: { slug: 'x' } }]);
	});

	test.each(['.env', 'package.json', '.claude/settings.json'])(
		'and is a file of the user (%s) is left alone',
		async (setting) => {
			const world = createPublishedWorld();
			const path = join(world.project.dataRoot, setting);
			const text = setting.endsWith('.json') ? '{"name":"acme"}' : 'NAME=value\n';
			writeFileSync(path, text);
			await expect(world.sync(setting)).rejects.toThrow(/holds something else; it was left alone$/);
			expect(readFileSync(path, 'utf8')).toBe(text);
		},
	);

	test('and is the history itself is refused', async () => {
		const world = createPublishedWorld();
		recordRun(world.database);
		await expect(world.sync('.claude/pipeline-history.json')).rejects.toThrow(
			'the queue file is set to the history file',
		);
		expect(world.read(world.historyFile)).toHaveLength(1);
	});
});
