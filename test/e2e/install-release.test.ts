import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test, vi } from 'vitest';
import { createMachine } from '../support/installing.ts';
import { ASSET, serveFiles, sha256, VERSION } from '../support/release.ts';
import { temporaryFolder } from '../support/sandbox.ts';

/** Bounds against hanging for ever, where a binary of 120 MB is copied about on a busy machine. */
vi.setConfig({ testTimeout: 400_000, hookTimeout: 400_000 });

const script = resolve(import.meta.dirname, '..', '..', 'scripts', 'release.ts');

test('a release, from its making to the one line that installs it', async () => {
	const folder = temporaryFolder('murmur8-release-');
	const asked: string[] = [];
	const address = await serveFiles((path) => {
		asked.push(path);
		const [, file] = new RegExp(`^/releases/(?:latest/download|download/v${VERSION})/([\\w.-]+)$`).exec(path) ?? [];
		return file !== undefined && existsSync(join(folder, file)) ? readFileSync(join(folder, file)) : undefined;
	});
	const host = ['--target', ASSET.replace('murmur8-', '')];
	execFileSync(process.execPath, [script, '--place', `${address}/releases/`, ...host, '--output', folder], {
		stdio: 'ignore',
	});

	const sums = readFileSync(join(folder, 'SHA256SUMS'), 'utf8').trim().split('\n');
	for (const line of sums) {
		const [sum, file = ''] = line.split('  ');
		expect(sha256(readFileSync(join(folder, file))), file).toBe(sum);
	}
	expect(sums.map((line) => line.split('  ')[1])).toEqual(expect.arrayContaining([ASSET, `${ASSET}.gz`, 'install.sh']));

	const machine = createMachine();
	const line = (options: string) =>
		machine.run(['sh', '-c', `curl -fsSL ${address}/releases/latest/download/install.sh | sh -s -- ${options}`]);
	const into = `--prefix ${machine.prefix}`;
	expect(await line(into)).toMatchObject({ exitCode: 0, stderr: '' });
	expect(asked).toContain(`/releases/latest/download/${ASSET}.gz`);
	expect(asked).not.toContain(`/releases/latest/download/${ASSET}`);
	const { stdout } = await machine.run([join(machine.prefix, 'bin/murmur8'), '--version']);
	expect(stdout).toBe(`${VERSION}\n`);

	expect(await line(`${into} --version ${VERSION}`)).toMatchObject({ exitCode: 0, stderr: '' });
	// What is there already has the sum; it is not downloaded again.
	expect(asked.slice(-1)).toEqual([`/releases/download/v${VERSION}/SHA256SUMS`]);
	expect(await line(`${into} --version 98.76.5`)).toMatchObject({
		exitCode: 1,
		stderr: expect.stringContaining('/releases/download/v98.76.5/SHA256SUMS could not be downloaded'),
	});
});

test.each([[], ['--place', 'ftp://example.com/'], ['--place', "https://example.com/'$(id)'"], ['--place', 'nowhere']])(
	'%j %s: no release without a place for it',
	(...args) => {
		const output = join(temporaryFolder(), 'release');
		const { status } = spawnSync(process.execPath, [script, ...args, '--output', output], { stdio: 'ignore' });
		expect(status).not.toBe(0);
		expect(existsSync(output)).toBe(false);
	},
);
