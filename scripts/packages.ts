import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { BINARY_TARGETS } from './binary-targets.ts';
import { dist } from './build-files.ts';
import {
	executableOf,
	MANUAL,
	mainManifest,
	type PackagePlatform,
	platformManifest,
	platformPackageName,
	type RootManifest,
} from './package-manifests.ts';

/**
 * `npm run packages`: what is published, in dist/npm, of what was built: a folder and a tarball for the bundle and for
 * each binary that is there. `-- --all` fails where one of the five is missing, `-- --target <name>` takes that one alone,
 * `-- --output <dir>` writes elsewhere.
 */
const root = resolve(import.meta.dirname, '..');
const { values } = parseArgs({
	options: { all: { type: 'boolean' }, target: { type: 'string' }, output: { type: 'string' } },
});
const output = resolve(values.output ?? join(dist, 'npm'));
const binaries = join(dist, 'bin');
const THIRD_PARTY = 'THIRD-PARTY-LICENSES.txt';

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as RootManifest;
const bundle = join(dist, 'murmur8.mjs');

function write(path: string, text: string): void {
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, text);
}

const readPackaging = (name: string) => readFileSync(join(root, 'packaging', 'npm', name), 'utf8');

const manual = execFileSync(process.execPath, [bundle, 'man'], { encoding: 'utf8' });

function writeShared(folder: string, packageManifest: object, readme: string): void {
	write(join(folder, 'package.json'), `${JSON.stringify(packageManifest, undefined, 2)}\n`);
	write(join(folder, 'README.md'), readme);
	write(join(folder, MANUAL), manual);
	cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
}

function writeMain(): string {
	const folder = join(output, manifest.name);
	writeShared(folder, mainManifest(manifest), readPackaging('README.md'));
	for (const path of manifest.files) {
		if (!existsSync(join(root, path))) throw new Error(`${path} is not built: npm run build`);
		cpSync(join(root, path), join(folder, path), { recursive: true });
	}
	return folder;
}

/** The binary as SHA256SUMS has it: what was built half, or changed since, is not packed. */
function checkedBinary(name: string): string | undefined {
	const path = join(binaries, name);
	if (!existsSync(path)) return undefined;
	const sum = createHash('sha256').update(readFileSync(path)).digest('hex');
	const sums = readFileSync(join(binaries, 'SHA256SUMS'), 'utf8').split('\n');
	if (sums.includes(`${sum}  ${name}`)) return path;
	throw new Error(`${name} is not what dist/bin/SHA256SUMS says: npm run binary`);
}

function writePlatform(target: PackagePlatform): string | undefined {
	const executable = executableOf(target);
	const binary = checkedBinary(`murmur8-${target.name}${target.platform === 'win32' ? '.exe' : ''}`);
	if (binary === undefined) return undefined;
	const name = platformPackageName(manifest, target);
	const folder = join(output, name);
	const readme = readPackaging('platform.md').replaceAll('{{name}}', name).replaceAll('{{platform}}', target.name);
	writeShared(folder, platformManifest(manifest, target), readme);
	mkdirSync(dirname(join(folder, executable)));
	cpSync(binary, join(folder, executable));
	chmodSync(join(folder, executable), 0o755);
	if (existsSync(join(binaries, THIRD_PARTY))) cpSync(join(binaries, THIRD_PARTY), join(folder, THIRD_PARTY));
	return folder;
}

function pack(folder: string): void {
	const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', output];
	const packed = JSON.parse(execFileSync('npm', args, { cwd: folder, encoding: 'utf8' })) as {
		filename: string;
		size: number;
	}[];
	for (const { filename, size } of packed) console.log(`${filename}  ${(size / 1e6).toFixed(1)} MB`);
}

rmSync(output, { recursive: true, force: true });
const wanted = BINARY_TARGETS.filter(({ name }) => values.target === undefined || values.target === name);
if (wanted.length === 0) throw new Error(`--target is none of ${BINARY_TARGETS.map(({ name }) => name).join(', ')}`);
const missing = wanted.filter((target) => {
	const folder = writePlatform(target);
	if (folder !== undefined) pack(folder);
	return folder === undefined;
});
pack(writeMain());
if (missing.length > 0) {
	console.log(`no binary for ${missing.map(({ name }) => name).join(', ')}: npm run binary -- --all`);
	if (values.all) process.exitCode = 1;
}
