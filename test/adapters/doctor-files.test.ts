import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { describeFile, findPrograms, findSetAside, freeBytes, shellPath } from '../../source/adapters/doctor-files.ts';
import { temporaryFolder } from '../support/sandbox.ts';
import { makeFifo } from '../support/special-files.ts';

const source = resolve(import.meta.dirname, '..', '..', 'source', 'adapters', 'doctor-files.ts');

test('what stands in a file’s place', () => {
	const folder = temporaryFolder();
	writeFileSync(join(folder, 'file'), '', { mode: 0o640 });
	mkdirSync(join(folder, 'directory'));
	symlinkSync('nowhere', join(folder, 'link'));
	makeFifo(join(folder, 'fifo'));
	for (const kind of ['file', 'directory', 'link', 'fifo', 'missing'] as const) {
		expect(describeFile(join(folder, kind), folder)).toMatchObject({ path: kind, kind });
	}
	expect(describeFile(join(folder, 'file'), folder)).toMatchObject({ mode: 0o640, isPermitted: true });
	// What stands in the place of the folder is what is in the way.
	for (const kind of ['file', 'link', 'fifo'] as const) {
		expect(describeFile(join(folder, kind, 'deep', 'below'), folder)).toMatchObject({ path: kind, kind });
	}
});

test('what may not be written', () => {
	const folder = temporaryFolder();
	chmodSync(folder, 0o755);
	writeFileSync(join(folder, 'file'), '', { mode: 0o444 });
	chmodSync(folder, 0o555);
	// The system asks who really runs the process, so one is needed that is nobody's; it loads first, as whoever we are.
	const script = `import { describeFile } from ${JSON.stringify(source)};
		if (process.getuid() === 0) process.setuid(65534);
		const names = ['file', 'missing', 'no/such/folder'];
		console.log(JSON.stringify(names.map((name) => describeFile(process.argv[1] + '/' + name, '/').isPermitted)));`;
	const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script, folder], {
		encoding: 'utf8',
	});
	expect(JSON.parse(output)).toEqual([false, false, false]);
	chmodSync(folder, 0o755);
});

test('paths as a shell takes them', () => {
	expect(shellPath('/a/b/.env', '/a/b')).toBe('.env');
	expect(shellPath('/a/.env', '/a/b')).toBe('/a/.env');
	expect(shellPath("/a/it's here/.env", '/a')).toBe("'it'\\''s here/.env'");
});

test('files that were set aside, and the space that is left', () => {
	const folder = temporaryFolder();
	for (const name of ['b.json.corrupt-2', 'a.json.corrupt-1', 'a.json']) writeFileSync(join(folder, name), '');
	expect(findSetAside(folder)).toEqual([join(folder, 'a.json.corrupt-1'), join(folder, 'b.json.corrupt-2')]);
	expect(findSetAside(join(folder, 'none'))).toEqual([]);
	expect(freeBytes(folder)).toBeGreaterThan(0);
	expect(freeBytes(join(folder, 'none'))).toBeUndefined();
});

test('programs on the PATH, each once', () => {
	const folder = temporaryFolder();
	const npm = join(folder, 'lib', 'node_modules', 'murmur8', 'bin');
	const [bin, own, again, none] = ['bin', 'own', 'again', 'none'].map((name) => join(folder, name)) as [
		string,
		string,
		string,
		string,
	];
	for (const path of [npm, bin, own, again, none]) mkdirSync(path, { recursive: true });
	writeFileSync(join(npm, 'cli.js'), '', { mode: 0o755 });
	symlinkSync(join(npm, 'cli.js'), join(bin, 'murmur8'));
	writeFileSync(join(own, 'murmur8'), '', { mode: 0o755 });
	symlinkSync(join(own, 'murmur8'), join(again, 'murmur8'));
	mkdirSync(join(none, 'murmur8'));
	expect(findPrograms(['', own, none, bin, again, join(folder, 'missing')].join(':'))).toEqual([
		{ path: join(own, 'murmur8'), isNpmPackage: false },
		{ path: join(bin, 'murmur8'), isNpmPackage: true },
	]);
});
