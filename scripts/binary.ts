import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { buildBinaryLoader, buildBundle, bundlePath, chunksFolder, dist } from './bundle.ts';

interface SeaOptions {
	readonly targets: readonly { nodeRange: string; platform: string; arch: string; output: string }[];
	readonly useLocalNode: boolean;
	readonly nodePath: string;
	readonly signature: boolean;
	readonly seaConfig: object;
}

const require = createRequire(import.meta.url);
// The command line of pkg walks a project into a virtual file system; its SEA step alone is what is wanted here.
const { default: sea } = require('@yao-pkg/pkg/lib-es5/sea.js') as {
	default: (entry: string, options: SeaOptions) => Promise<void>;
};

const name = `murmur8-${process.platform}-${process.arch}`;
const work = join(dist, '.binary');
const output = join(dist, 'bin', name);

/** The entry for an executable without files: chunks are asked from the loader in front. */
async function writeEntry(): Promise<string> {
	const entry = readFileSync(bundlePath, 'utf8').replace(/^#!.*\n/, '');
	const rewritten = entry.replaceAll(/import\("\.\/chunks\/([\w-]+\.mjs)"\)/g, 'globalThis.__murmur8Import("$1")');
	if (rewritten.includes('./chunks/')) throw new Error('an import of a chunk was not rewritten');
	const path = join(work, 'murmur8.mjs');
	writeFileSync(path, `${await buildBinaryLoader()}\n${rewritten}`);
	return path;
}

/** A copy of this Node without its symbols: 150 → 117 MB. After the injection it would break the executable. */
function strippedNode(): string {
	const copy = join(work, 'node');
	copyFileSync(process.execPath, copy);
	try {
		execFileSync('strip', [copy], { stdio: 'ignore' });
	} catch {
		console.warn('strip is missing (Debian: binutils): the binary is built unstripped, some 30 MB larger');
	}
	return copy;
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
await sea(await writeEntry(), {
	targets: [{ nodeRange: 'node26', platform: process.platform, arch: process.arch, output }],
	useLocalNode: true,
	nodePath: strippedNode(),
	signature: false,
	seaConfig: {
		disableExperimentalSEAWarning: true,
		mainFormat: 'module',
		useSnapshot: false,
		useCodeCache: true,
		execArgvExtension: 'none',
		assets: Object.fromEntries(readdirSync(chunksFolder).map((file) => [file, join(chunksFolder, file)])),
	},
});
rmSync(work, { recursive: true, force: true });
writeChecksums();
console.log(`${output.slice(dist.length + 1)} is built`);
