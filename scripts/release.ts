import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { dist } from './build-files.ts';

/**
 * `npm run release -- --place <https address>`: the files of a release, in dist/release, of what is in dist/bin: each
 * binary as it is and packed, install.sh that looks for releases at that place, and SHA256SUMS over all of it.
 * `-- --target <name>` takes that binary alone, `-- --output <dir>` writes elsewhere.
 */
const root = resolve(import.meta.dirname, '..');
const { values } = parseArgs({
	options: { place: { type: 'string' }, target: { type: 'string' }, output: { type: 'string' } },
});
const output = resolve(values.output ?? join(dist, 'release'));
const binaries = join(dist, 'bin');
const CHECKSUMS = 'SHA256SUMS';
const sumOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** The script with the place where releases will lie; it is put between single quotes of a shell. */
function installer(place: string): string {
	const { protocol } = new URL(place);
	if (!/^https?:$/.test(protocol) || /[^\w:/.@~%+[\]-]/.test(place))
		throw new Error(`--place is no plain https address: ${place}`);
	const text = readFileSync(join(root, 'install.sh'), 'utf8');
	const changed = text.replace(/^releases=.*$/m, () => `releases='${place.replace(/\/$/, '')}'`);
	if (changed === text) throw new Error('install.sh has no line releases=');
	return changed;
}

if (values.place === undefined)
	throw new Error('--place is missing: the https address below which releases lie, as install.sh explains');
const script = installer(values.place);
const noted = readFileSync(join(binaries, CHECKSUMS), 'utf8').split('\n');
rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });
const isBinary = (name: string) => name.startsWith('murmur8-');
const isWanted = (name: string) =>
	values.target === undefined || !isBinary(name) || name.replace(/\.exe$/, '') === `murmur8-${values.target}`;
for (const file of readdirSync(binaries).filter((name) => name !== CHECKSUMS && isWanted(name))) {
	const bytes = readFileSync(join(binaries, file));
	if (!noted.includes(`${sumOf(bytes)}  ${file}`))
		throw new Error(`${file} is not what dist/bin/${CHECKSUMS} says: npm run binary`);
	cpSync(join(binaries, file), join(output, file));
	// What else lies there (licences, bill of materials) is small.
	if (isBinary(file)) writeFileSync(join(output, `${file}.gz`), gzipSync(bytes, { level: 9 }));
}
writeFileSync(join(output, 'install.sh'), script, { mode: 0o755 });
const files = readdirSync(output).sort();
const sums = files.map((file) => `${sumOf(readFileSync(join(output, file)))}  ${file}\n`);
writeFileSync(join(output, CHECKSUMS), sums.join(''));
console.log(`${files.length} files in ${output}`);
