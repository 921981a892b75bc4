import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readJsonFile, readRegularFile, readSmallFile } from '../../source/adapters/files.ts';
import { temporaryFolder } from '../support/sandbox.ts';
import { makeFifo } from '../support/special-files.ts';

const MEBIBYTE = 1024 * 1024;

function fileWith(content: string | Uint8Array): string {
	const path = join(temporaryFolder(), 'file');
	writeFileSync(path, content);
	return path;
}

describe('a regular file', () => {
	test.each([0, 1, 4_096, 70_000])('of %i bytes is read in full', (size) => {
		const bytes = Buffer.from(Array.from({ length: size }, (_, index) => index % 256));
		expect(readRegularFile(fileWith(bytes))).toEqual(bytes);
	});

	test('behind a symlink is read', () => {
		const path = fileWith('content');
		symlinkSync(path, `${path}-link`);
		expect(readRegularFile(`${path}-link`)?.toString()).toBe('content');
	});

	test.each([
		[10, 10, true],
		[11, 10, false],
		[4 * MEBIBYTE, undefined, true],
		[4 * MEBIBYTE + 1, undefined, false],
	])('of %i bytes, with a limit of %s: read %s', (size, limit, isRead) => {
		expect(readRegularFile(fileWith(new Uint8Array(size)), limit) !== undefined).toBe(isRead);
	});
});

describe('nothing is read, and nothing hangs,', () => {
	test('where there is nothing', () => {
		const folder = temporaryFolder();
		expect(readRegularFile(join(folder, 'missing'))).toBeUndefined();
		expect(readRegularFile(join(fileWith(''), 'below a file'))).toBeUndefined();
		expect(readRegularFile('with\0nul')).toBeUndefined();
	});

	test('from a FIFO that nobody writes to', () => {
		const path = join(temporaryFolder(), 'fifo');
		makeFifo(path);
		expect(readRegularFile(path)).toBeUndefined();
	});

	test('from a directory', () => {
		const path = join(temporaryFolder(), 'folder');
		mkdirSync(path);
		expect(readRegularFile(path)).toBeUndefined();
	});

	test('from a symlink to itself', () => {
		const path = join(temporaryFolder(), 'loop');
		symlinkSync('loop', path);
		expect(readRegularFile(path)).toBeUndefined();
	});

	test('from a socket', async () => {
		const path = join(temporaryFolder(), 'socket');
		const server = createServer();
		await new Promise<void>((resolve) => server.listen(path, resolve));
		onTestFinished(() => void server.close());
		expect(readRegularFile(path)).toBeUndefined();
	});

	test('from a device', () => {
		expect(readRegularFile('/dev/zero')).toBeUndefined();
	});
});

test.each([
	['\uFEFFtext', 'text'],
	['text\uFEFF', 'text\uFEFF'],
	['\uFEFF\uFEFFtext', '\uFEFFtext'],
	['', ''],
])('the text of %j is %j', (content, text) => {
	expect(readSmallFile(fileWith(content))).toBe(text);
});

test.each([
	['{"a":[1]}', { a: [1] }],
	['\uFEFF{"a":1}', { a: 1 }],
	['null', null],
	['{"a":', undefined],
	['', undefined],
])('the JSON of %j is %j', (content, value) => {
	expect(readJsonFile(fileWith(content))).toEqual(value);
});

test('a missing file has no text and no JSON', () => {
	const path = join(temporaryFolder(), 'missing');
	expect([readSmallFile(path), readJsonFile(path)]).toEqual([undefined, undefined]);
});
