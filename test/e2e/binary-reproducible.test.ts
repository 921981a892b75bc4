import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { runCommand, temporaryFolder } from '../support/sandbox.ts';

const root = resolve(import.meta.dirname, '..', '..');
/** What a build reads. */
const INPUTS = ['scripts', 'source', 'fixtures/demo-project', 'package.json', 'package-lock.json', 'LICENSE'];

/** Builds for this machine in a folder of its own; @returns the checksum of every file of the program */
async function build(at: string, env: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>> {
	for (const input of INPUTS) {
		mkdirSync(dirname(join(at, input)), { recursive: true });
		cpSync(join(root, input), join(at, input), { recursive: true });
	}
	symlinkSync(join(root, 'node_modules'), join(at, 'node_modules'));
	const built = await runCommand([process.execPath, 'scripts/binary.ts'], {
		cwd: at,
		env: { PATH: process.env['PATH'] ?? '', HOME: at, ...env },
		input: '',
	});
	expect(built.exitCode, built.stderr).toBe(0);
	const dist = join(at, 'dist');
	const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
	return Object.fromEntries(
		files
			.map((entry) => join(entry.parentPath, entry.name))
			.map((path) => [path.slice(dist.length), createHash('sha256').update(readFileSync(path)).digest('hex')]),
	);
}

test('builds of one commit in two places are the same, byte by byte', async () => {
	const base = temporaryFolder();
	const [first, second] = await Promise.all([
		build(join(base, 'a'), { TZ: 'UTC', LANG: 'C' }),
		build(join(base, 'deeper', 'in', 'another place'), { TZ: 'Asia/Tokyo', LANG: 'de_DE.UTF-8', CI: 'true' }),
	]);
	const names = Object.keys(first);
	expect(names).toEqual(expect.arrayContaining(['/murmur8.mjs', '/bin/murmur8.cdx.json', '/bin/SHA256SUMS']));
	expect(names.some((name) => name.startsWith('/bin/murmur8-'))).toBe(true);
	expect(second).toEqual(first);
}, 400_000);
