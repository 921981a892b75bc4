import {
	chmodSync,
	existsSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ensureDotenv, ensureGitignore, undoDotenv, undoGitignore } from '../../source/adapters/project-setup.ts';
import { temporaryFolder } from '../support/sandbox.ts';
import { makeFifo, unprivileged } from '../support/special-files.ts';

const FILES = [
	{ name: '.env', ensure: ensureDotenv, undo: undoDotenv, createdMode: 0o600 },
	{ name: '.gitignore', ensure: ensureGitignore, undo: undoGitignore, createdMode: 0o644 },
] as const;

describe.each(FILES)('$name', ({ name, ensure, undo, createdMode }) => {
	test('is created, left alone the second time, and gone again', () => {
		const folder = temporaryFolder();
		expect(ensure(folder)).toBe(true);
		const bytes = readFileSync(join(folder, name));
		expect(statSync(join(folder, name)).mode & 0o777).toBe(createdMode);
		expect(ensure(folder)).toBe(false);
		expect(readFileSync(join(folder, name))).toEqual(bytes);
		undo(folder);
		expect(readdirSync(folder)).toEqual([]);
	});

	test.each([
		['empty', Buffer.alloc(0)],
		['CRLF and no last line end', Buffer.from('A=1\r\nB="2 # 3"')],
		['a byte order mark', Buffer.from('\uFEFFA=1\n')],
		['bytes that are no UTF-8', Buffer.from([0x41, 0x3d, 0xff, 0xfe, 0x0a])],
	])('keeps its bytes and its mode: %s', (_, before) => {
		const folder = temporaryFolder();
		const path = join(folder, name);
		writeFileSync(path, before);
		chmodSync(path, 0o640);
		expect(ensure(folder)).toBe(true);
		const after = readFileSync(path);
		expect(after.subarray(0, before.length)).toEqual(before);
		expect(ensure(folder)).toBe(false);
		undo(folder);
		expect(readFileSync(path)).toEqual(before);
		expect(statSync(path).mode & 0o777).toBe(0o640);
		expect(readdirSync(folder)).toEqual([name]);
	});

	test('a folder that can’t be written leaves it as it was', () => {
		const folder = temporaryFolder();
		const path = join(folder, name);
		writeFileSync(path, 'A=1\n');
		chmodSync(path, 0o644);
		chmodSync(folder, 0o555);
		expect(() => unprivileged(() => ensure(folder))).toThrow(/EACCES/);
		expect(readFileSync(path, 'utf8')).toBe('A=1\n');
		chmodSync(folder, 0o755);
		expect(readdirSync(folder)).toEqual([name]);
	});

	test.each([
		['a FIFO', (path: string) => makeFifo(path), /regular file/],
		['a directory', (path: string) => mkdirSync(path), /regular file/],
		['a link that leads out', (path: string) => symlinkSync(join(dirname(path), '..', 'elsewhere'), path), /link/],
		['a file with NUL', (path: string) => writeFileSync(path, Buffer.from('A\0=\0')), /NUL/],
	])('is left alone where it is %s', (_, place, reason) => {
		const folder = temporaryFolder();
		const path = join(folder, name);
		place(path);
		const kind = lstatSync(path).mode;
		expect(() => ensure(folder)).toThrow(reason);
		expect(lstatSync(path).mode).toBe(kind);
		expect(existsSync(join(folder, '..', 'elsewhere'))).toBe(false);
	});

	test('a link inside the folder stays one', () => {
		const folder = temporaryFolder();
		const target = join(folder, 'real');
		writeFileSync(target, 'A=1\n');
		symlinkSync('real', join(folder, name));
		ensure(folder);
		expect(lstatSync(join(folder, name)).isSymbolicLink()).toBe(true);
		expect(readFileSync(target, 'utf8')).toContain('murmur8');
	});
});

test('a .env that names the URL, commented or not, has its template', () => {
	const folder = temporaryFolder();
	writeFileSync(join(folder, '.env'), '# MURMUR8_TELEMETRY_URL=\n');
	expect(ensureDotenv(folder)).toBe(false);
	undoDotenv(folder);
	expect(readFileSync(join(folder, '.env'), 'utf8')).toBe('# MURMUR8_TELEMETRY_URL=\n');
});

test('a queue that moved is added, and both lines go again', () => {
	const folder = temporaryFolder();
	const path = join(folder, '.gitignore');
	writeFileSync(path, 'node_modules');
	ensureGitignore(folder);
	expect(ensureGitignore(folder, 'data/queue.json')).toBe(true);
	expect(ensureGitignore(folder, '/elsewhere/queue.json')).toBe(false);
	expect(ensureGitignore(folder, '../queue.json')).toBe(false);
	expect(undoGitignore(folder, 'data/queue.json')).toBe(1);
	// The line of the queue before is nobody's that is known now, so it stays and is told.
	expect(readFileSync(path, 'utf8')).toBe('node_modules\n.claude/telemetry-failed.json\n');
});
