import { linkSync, lstatSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { toFileText, writePublished } from '../../../source/store/published/write.ts';
import { createPublishedWorld, type PublishedWorld } from '../../support/published.ts';
import { NOW_MS } from '../../support/store.ts';

const ENTRIES = [{ slug: 'ä “x” 🎉', stages: {}, list: [1, null], 'a.b': { c: '\uD800\0' } }, null, 'text', []];
const OLD = '[1]';

function write(world: PublishedWorld, text: string, expected: string | undefined, nowMs = NOW_MS) {
	return writePublished({ path: world.historyFile, root: world.project.dataRoot, expected, text }, nowMs);
}

test('the file is a plain array with two spaces, 0600, and nothing lies beside it', () => {
	const world = createPublishedWorld();
	expect(write(world, toFileText(ENTRIES), undefined)).toMatchObject({ kind: 'written' });
	expect(readFileSync(world.historyFile, 'utf8')).toBe(JSON.stringify(ENTRIES, null, 2));
	expect(statSync(world.historyFile).mode & 0o777).toBe(0o600);
	write(world, '[]', toFileText(ENTRIES));
	expect(readFileSync(world.historyFile, 'utf8')).toBe('[]');
	expect(world.debris()).toEqual([]);
});

test('what is written is told by its size and time', () => {
	const world = createPublishedWorld();
	const stat = { size: OLD.length, mtimeMs: expect.any(Number) };
	expect(write(world, OLD, undefined)).toMatchObject({ kind: 'written', stat });
});

test('a file that was readable by others is narrowed', () => {
	const world = createPublishedWorld();
	writeFileSync(world.historyFile, OLD, { mode: 0o644 });
	write(world, '[2]', OLD);
	expect(statSync(world.historyFile).mode & 0o777).toBe(0o600);
});

describe('with SNAP set', () => {
	const before = process.env['SNAP'];
	afterEach(() => {
		if (before === undefined) delete process.env['SNAP'];
		else process.env['SNAP'] = before;
	});

	test('the file is still replaced in one step, and SNAP is there again', () => {
		const world = createPublishedWorld();
		process.env['SNAP'] = '/snap/sample/1';
		write(world, OLD, undefined);
		const reader = join(world.historyFile, '..', 'reader');
		linkSync(world.historyFile, reader);
		write(world, '[2]', OLD);
		expect(statSync(world.historyFile).ino).not.toBe(statSync(reader).ino);
		expect(readFileSync(reader, 'utf8')).toBe(OLD);
		expect(process.env['SNAP']).toBe('/snap/sample/1');
	});

	test('an empty SNAP stays empty', () => {
		const world = createPublishedWorld();
		process.env['SNAP'] = '';
		write(world, OLD, undefined);
		expect(process.env['SNAP']).toBe('');
	});
});

test('a text that was not expected is given back and stands', () => {
	const world = createPublishedWorld();
	writeFileSync(world.historyFile, '[3]');
	expect(write(world, '[2]', OLD)).toEqual({ kind: 'overtaken', text: '[3]', isInPlace: true });
	expect(write(world, '[2]', undefined)).toEqual({ kind: 'overtaken', text: '[3]', isInPlace: true });
	expect(readFileSync(world.historyFile, 'utf8')).toBe('[3]');
});

const HOUR_MS = 3_600_000;

describe('what killed writers left', () => {
	test('temporary files go when they are older than an hour, others stay', () => {
		const world = createPublishedWorld();
		const folder = join(world.historyFile, '..');
		const names = ['pipeline-history.json.tmp-old', 'pipeline-history.json.tmp-new', 'other.json.tmp-old'];
		for (const name of names) {
			writeFileSync(join(folder, name), 'x');
			const ageMs = name.endsWith('old') ? HOUR_MS + 1 : HOUR_MS;
			utimesSync(join(folder, name), new Date(NOW_MS - ageMs), new Date(NOW_MS - ageMs));
		}
		write(world, OLD, undefined);
		expect(world.debris().toSorted()).toEqual(['other.json.tmp-old', 'pipeline-history.json.tmp-new']);
	});

	test.each<[string, string | undefined, string]>([
		['nothing', undefined, '[7]'],
		['an empty file', '', '[7]'],
		['half a file', '[8, ', '[7]'],
		['a whole file', '[8]', '[8]'],
	])('the good file comes back where %s stands in its place', (_what, left, expected) => {
		const world = createPublishedWorld();
		writeFileSync(join(world.historyFile, '..', '.pipeline-history.json.before'), '[7]');
		if (left !== undefined) writeFileSync(world.historyFile, left);
		expect(write(world, '[9]', '[]')).toEqual({ kind: 'overtaken', text: expected, isInPlace: true });
		expect(readFileSync(world.historyFile, 'utf8')).toBe(expected);
		expect(world.debris()).toEqual([]);
	});

	test('a second name of the very same file goes', () => {
		const world = createPublishedWorld();
		writeFileSync(world.historyFile, '');
		linkSync(world.historyFile, join(world.historyFile, '..', '.pipeline-history.json.before'));
		expect(write(world, '[9]', '')).toMatchObject({ kind: 'written' });
		expect(lstatSync(world.historyFile).nlink).toBe(1);
		expect(world.debris()).toEqual([]);
	});
});
