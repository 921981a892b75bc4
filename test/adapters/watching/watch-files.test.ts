import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { WatchTarget } from '../../../source/adapters/watching/targets.ts';
import { watchFiles } from '../../../source/adapters/watching/watch-files.ts';
import { temporaryFolder } from '../../support/sandbox.ts';

const LIMIT = { timeout: 20_000, interval: 5 };

/** A system that can't watch folders, as on a network mount or with no watches left. */
const noWatch = (() => {
	throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
}) as unknown as typeof import('node:fs').watch;

/** One that promises to, and says nothing. */
const silentWatch = (() => ({ on: () => {}, close: () => {} })) as unknown as typeof import('node:fs').watch;

function start(root: string, targets: readonly WatchTarget[], systemWatch?: typeof import('node:fs').watch) {
	let calls = 0;
	const watch = watchFiles(root, targets, () => void calls++, systemWatch);
	onTestFinished(watch.close);
	/** Waits for a call that comes after `change` was made. */
	const seen = async (change: () => void) => {
		await vi.waitFor(() => expect(calls).toBeGreaterThan(0), LIMIT);
		const before = calls;
		change();
		await vi.waitFor(() => expect(calls).toBeGreaterThan(before), LIMIT);
	};
	return { watch, seen, calls: () => calls };
}

const file = (path: string): WatchTarget => ({ path, kind: 'file' });

describe.each([
	['with events', undefined],
	['where folders can’t be watched', noWatch],
	['where no events come', silentWatch],
] as const)('%s', (_, systemWatch) => {
	test('a file that is made, changed, replaced, removed, made again', async () => {
		const root = temporaryFolder();
		const path = join(root, '.claude', 'one.json');
		const { seen } = start(root, [file(path)], systemWatch);
		await seen(() => {
			mkdirSync(join(root, '.claude'));
			writeFileSync(path, '1');
		});
		await seen(() => writeFileSync(path, '22'));
		await seen(() => {
			writeFileSync(`${path}.new`, '333');
			renameSync(`${path}.new`, path);
		});
		await seen(() => rmSync(path));
		await seen(() => writeFileSync(path, '4444'));
	});

	test('folders on the way that go and come again', async () => {
		const root = temporaryFolder();
		const path = join(root, 'a', 'b', 'c', 'one.json');
		mkdirSync(join(root, 'a', 'b', 'c'), { recursive: true });
		writeFileSync(path, '1');
		const { seen } = start(root, [file(path)], systemWatch);
		for (const gone of ['a', 'a/b', 'a/b/c']) {
			await seen(() => rmSync(join(root, gone), { recursive: true }));
			await seen(() => {
				mkdirSync(join(root, 'a', 'b', 'c'), { recursive: true });
				writeFileSync(path, gone);
			});
			await seen(() => writeFileSync(path, `${gone}, and more`));
		}
	});

	test('whatever comes into a folder, and other targets later', async () => {
		const root = temporaryFolder();
		const folder = join(root, 'worktrees');
		mkdirSync(folder);
		const { watch, seen } = start(root, [{ path: folder, kind: 'folder' }], systemWatch);
		await seen(() => mkdirSync(join(folder, 'feat-one')));
		const inside = join(folder, 'feat-one', 'queue.json');
		await seen(() => watch.retarget([{ path: folder, kind: 'folder' }, file(inside)]));
		await seen(() => writeFileSync(inside, '{}'));
		await seen(() => rmSync(join(folder, 'feat-one'), { recursive: true }));
	});
});

test('other files are nobody’s business', async () => {
	const root = temporaryFolder();
	const [path, other] = [join(root, 'one.json'), join(root, 'other.json')];
	const { seen, calls } = start(root, [file(path)]);
	await seen(() => writeFileSync(path, '1'));
	const before = calls();
	for (let index = 0; index < 20; index++) writeFileSync(other, String(index));
	await seen(() => writeFileSync(path, '22'));
	expect(calls()).toBe(before + 1);
});

test('a thousand writes are a few calls; the last one is seen', async () => {
	const root = temporaryFolder();
	const path = join(root, 'one.json');
	const { seen, calls } = start(root, [file(path)]);
	await seen(() => writeFileSync(path, 'x'));
	const from = performance.now();
	const before = calls();
	await seen(() => {
		for (let index = 0; index < 1_000; index++) writeFileSync(path, String(index));
	});
	const most = Math.ceil((performance.now() - from) / 100) + 1;
	expect(calls() - before).toBeLessThanOrEqual(most);
});

test('a closed watch calls nobody', async () => {
	const root = temporaryFolder();
	const path = join(root, 'one.json');
	const other = start(root, [file(path)]);
	const { watch, seen, calls } = start(root, [file(path)]);
	await seen(() => writeFileSync(path, '1'));
	watch.close();
	const before = calls();
	await other.seen(() => writeFileSync(path, '22'));
	expect(calls()).toBe(before);
});
