import { copyFileSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox, temporaryFolder } from '../support/sandbox.ts';

const dist = resolve(import.meta.dirname, '..', '..', 'dist');
const ofFile = (...path: readonly string[]) => readFileSync(join(dist, ...path), 'utf8');

test.each(RUNTIMES)('every licence is printed on $name', async (runtime) => {
	const text =
		runtime.name === 'binary' ? ofFile('bin', 'THIRD-PARTY-LICENSES.txt') : ofFile('THIRD-PARTY-LICENSES.txt');
	expect(await createSandbox(runtime).run(['licenses'])).toMatchObject({ exitCode: 0, stderr: '', stdout: text });
});

test('through a link, as package managers make; and where the file was lost', async () => {
	const folder = temporaryFolder();
	const bundle = join(dist, 'murmur8.mjs');
	symlinkSync(bundle, join(folder, 'linked'));
	const linked = { name: 'linked', command: [process.execPath, join(folder, 'linked')], files: [] } as const;
	expect((await createSandbox(linked).run(['licenses'])).stdout).toBe(ofFile('THIRD-PARTY-LICENSES.txt'));

	const copy = join(folder, 'copy', 'murmur8.mjs');
	mkdirSync(dirname(copy));
	copyFileSync(bundle, copy);
	symlinkSync(join(dist, 'chunks'), join(folder, 'copy', 'chunks'));
	const alone = { name: 'alone', command: [process.execPath, copy], files: [] } as const;
	const { exitCode, stdout, stderr } = await createSandbox(alone).run(['licenses']);
	expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
	expect(stderr.split('\n')[0]).toBe('murmur8: the licences are not beside the program');
});
