import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeOutputFile } from '../../source/adapters/output-file.ts';
import { temporaryFolder } from '../support/sandbox.ts';
import { makeFifo } from '../support/special-files.ts';

const bytes = Buffer.from('new');

test('a new file, its folders with it, is private', () => {
	const path = join(temporaryFolder(), 'a', 'b', 'runs.csv');
	expect(writeOutputFile(path, bytes)).toBeUndefined();
	expect(readFileSync(path)).toEqual(bytes);
	expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('a file that is replaced keeps its mode, and nothing is left beside it', () => {
	const folder = temporaryFolder();
	const path = join(folder, 'runs.csv');
	writeFileSync(path, 'an older, longer text', { mode: 0o640 });
	expect(writeOutputFile(path, bytes)).toBeUndefined();
	expect(readFileSync(path)).toEqual(bytes);
	expect(statSync(path).mode & 0o777).toBe(0o640);
	expect(readdirSync(folder)).toEqual(['runs.csv']);
});

test.each([
	['a directory', (path: string) => mkdirSync(path)],
	['a symbolic link', (path: string) => symlinkSync('target', path)],
	['a FIFO', makeFifo],
])('%s is not replaced', (obstacle, make) => {
	const folder = temporaryFolder();
	make(join(folder, 'runs.csv'));
	expect(writeOutputFile(join(folder, 'runs.csv'), bytes)).toBe(obstacle);
	expect(readdirSync(folder)).toEqual(['runs.csv']);
});

test('below a file nothing can be written', () => {
	const folder = temporaryFolder();
	writeFileSync(join(folder, 'file'), '');
	expect(() => writeOutputFile(join(folder, 'file', 'runs.csv'), bytes)).toThrow();
	expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('');
});
