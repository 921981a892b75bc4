import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dist } from './build-files.ts';
import { buildBinaryLoader, buildBundle, bundlePath, chunksFolder } from './bundle.ts';
import { buildExecutable, strippedNode } from './executable.ts';

const work = join(dist, '.binary');
const output = join(dist, 'bin', `murmur8-${process.platform}-${process.arch}`);

/** The entry for an executable without files: chunks are asked from the loader in front. */
async function writeEntry(): Promise<string> {
	const entry = readFileSync(bundlePath, 'utf8').replace(/^#!.*\n/, '');
	const rewritten = entry.replaceAll(/import\("\.\/chunks\/([\w-]+\.mjs)"\)/g, 'globalThis.__murmur8Import("$1")');
	if (rewritten.includes('./chunks/')) throw new Error('an import of a chunk was not rewritten');
	const path = join(work, 'murmur8.mjs');
	writeFileSync(path, `${await buildBinaryLoader()}\n${rewritten}`);
	return path;
}

function writeChecksums(): void {
	const folder = join(dist, 'bin');
	const lines = readdirSync(folder)
		.filter((file) => file.startsWith('murmur8-'))
		.sort()
		.map(
			(file) =>
				`${createHash('sha256')
					.update(readFileSync(join(folder, file)))
					.digest('hex')}  ${file}\n`,
		);
	writeFileSync(join(folder, 'SHA256SUMS'), lines.join(''));
}

await buildBundle();
rmSync(work, { recursive: true, force: true });
rmSync(output, { force: true });
mkdirSync(work, { recursive: true });
mkdirSync(join(dist, 'bin'), { recursive: true });
await buildExecutable({
	entry: await writeEntry(),
	nodePath: strippedNode(join(work, 'node')),
	output,
	assets: Object.fromEntries(readdirSync(chunksFolder).map((file) => [file, join(chunksFolder, file)])),
});
rmSync(work, { recursive: true, force: true });
writeChecksums();
console.log(`${output.slice(dist.length + 1)} is built`);
