import {
	existsSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PublishError } from '../../../source/store/published/guard.ts';
import { writePublished } from '../../../source/store/published/write.ts';
import { createPublishedWorld, recordRun } from '../../support/published.ts';
import { temporaryFolder } from '../../support/sandbox.ts';
import { makeFifo } from '../../support/special-files.ts';
import { NOW_MS } from '../../support/store.ts';

/** A bound against hanging for ever: a FIFO that is opened never answers. */
const LIMIT = { timeout: 60_000 };

async function failure(work: Promise<unknown>): Promise<unknown> {
	return work.then(
		() => undefined,
		(error: unknown) => error,
	);
}

/** What may stand in the place of the file; `victim` must stay as it is. */
const IMPOSTORS: readonly (readonly [string, (path: string, victim: string, inside: string) => void])[] = [
	['a symlink that leaves the project', (path, victim) => symlinkSync(victim, path)],
	['a symlink within the project', (path, _victim, inside) => symlinkSync(inside, path)],
	['a symlink to nothing', (path, victim) => symlinkSync(`${victim}-missing`, path)],
	['a FIFO', (path) => makeFifo(path)],
	['a directory', (path) => mkdirSync(path)],
];

describe.each(IMPOSTORS)('%s', LIMIT, (_what, make) => {
	function arrange(name: string) {
		const world = createPublishedWorld();
		const victim = join(temporaryFolder(), 'victim.json');
		const inside = join(world.project.dataRoot, 'inside.json');
		for (const path of [victim, inside]) writeFileSync(path, '[{"slug":"mine"}]');
		make(join(dirname(world.historyFile), name), victim, inside);
		recordRun(world.database);
		return { world, victim, inside };
	}

	function expectUntouched({ victim, inside }: { victim: string; inside: string }): void {
		for (const path of [victim, inside]) expect(readFileSync(path, 'utf8')).toBe('[{"slug":"mine"}]');
		expect(existsSync(`${victim}-missing`)).toBe(false);
	}

	test('in the place of the file is refused, not read and not touched', async () => {
		const place = arrange('pipeline-history.json');
		const before = lstatSync(place.world.historyFile).ino;
		const error = await failure(place.world.sync());
		expect(error).toBeInstanceOf(PublishError);
		expect(error).toMatchObject({ message: 'pipeline-history.json is not a regular file' });
		expect(lstatSync(place.world.historyFile).ino).toBe(before);
		expectUntouched(place);
		expect(place.world.debris()).toEqual([]);
		expect(place.world.database.prepare('SELECT * FROM foreign_entry').all()).toEqual([]);
	});

	test('in the place of the good file that is kept leads nowhere', async () => {
		const place = arrange('.pipeline-history.json.before');
		await failure(place.world.sync());
		expectUntouched(place);
		const found = lstatSync(place.world.historyFile, { throwIfNoEntry: false });
		expect(found === undefined || found.isFile()).toBe(true);
	});

	test('under the name of a temporary file stays and hinders nothing', async () => {
		const place = arrange('pipeline-history.json.tmp-1');
		await place.world.sync(undefined, NOW_MS + 1e12);
		expect(place.world.read(place.world.historyFile)).toHaveLength(1);
		expect(place.world.debris()).toEqual(['pipeline-history.json.tmp-1']);
		expectUntouched(place);
	});
});

test('one file that is refused does not keep the other from being published', async () => {
	const world = createPublishedWorld();
	mkdirSync(world.historyFile);
	world.write(world.queueFile, [{ runId: 'theirs', run: {} }]);
	expect(await failure(world.sync('.claude/telemetry-failed.json'))).toBeInstanceOf(PublishError);
	expect(world.database.prepare('SELECT run_id FROM outbox').all()).toMatchObject([{ run_id: 'theirs' }]);
});

describe('a folder that leaves the project', () => {
	test.each(['[{"slug":"theirs"}]', 'no JSON at all', undefined])(
		'is neither read nor written: %j',
		async (content) => {
			const world = createPublishedWorld();
			const outside = temporaryFolder();
			const queue = join(outside, 'q.json');
			symlinkSync(outside, join(world.project.dataRoot, 'link'));
			if (content !== undefined) writeFileSync(queue, content);
			for (const setting of ['link/q.json', queue, join('..', 'sibling', 'q.json')]) {
				expect(await failure(world.sync(setting)), setting).toMatchObject({ message: /is not inside the project$/ });
			}
			expect(readdirSync(outside)).toEqual(content === undefined ? [] : ['q.json']);
			if (content !== undefined) expect(readFileSync(queue, 'utf8')).toBe(content);
			expect(existsSync(join(world.project.dataRoot, '..', 'sibling'))).toBe(false);
		},
	);

	test('a project that was removed does not come back', () => {
		const world = createPublishedWorld();
		const { dataRoot } = world.project;
		renameSync(dataRoot, `${dataRoot}-moved`);
		const replacement = { path: world.historyFile, root: dataRoot, expected: undefined, text: '[]' };
		expect(() => writePublished(replacement, NOW_MS)).toThrow(PublishError);
		expect(existsSync(dataRoot)).toBe(false);
		rmSync(`${dataRoot}-moved`, { recursive: true });
	});
});
