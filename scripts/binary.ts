import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { billOfMaterials } from './bill-of-materials.ts';
import { BINARY_TARGETS, type BinaryTarget, binaryName, hostTarget } from './binary-targets.ts';
import { dist } from './build-files.ts';
import { buildBinaryLoader, buildBundle, bundlePath, chunksFolder } from './bundle.ts';
import { writeChecksums } from './checksums.ts';
import { buildExecutable } from './executable.ts';
import { LICENCES_FILE, licencesText } from './licences.ts';
import { strippedNode } from './target-node.ts';

/** `npm run binary`: for this machine; `-- --all`: for all; `-- --target <name>`, more than once: for those. */
const folder = join(dist, 'bin');
const work = join(dist, '.binary');
const BILL = 'murmur8.cdx.json';

function chosenTargets(): readonly BinaryTarget[] {
	const { values } = parseArgs({ options: { all: { type: 'boolean' }, target: { type: 'string', multiple: true } } });
	if (values.all) return BINARY_TARGETS;
	if (!values.target) return [hostTarget()];
	return values.target.map((wanted) => {
		const target = BINARY_TARGETS.find(({ name }) => name === wanted);
		if (target) return target;
		throw new Error(`--target is ${wanted}, but must be one of: ${BINARY_TARGETS.map(({ name }) => name).join(', ')}`);
	});
}

/** The entry for an executable without files: chunks are asked from the loader in front. */
async function writeEntry(): Promise<string> {
	const entry = readFileSync(bundlePath, 'utf8').replace(/^#!.*\n/, '');
	const rewritten = entry.replaceAll(/import\("\.\/chunks\/([\w-]+\.mjs)"\)/g, 'globalThis.__murmur8Import("$1")');
	if (rewritten.includes('./chunks/')) throw new Error('an import of a chunk was not rewritten');
	const path = join(work, 'murmur8.mjs');
	writeFileSync(path, `${await buildBinaryLoader()}\n${rewritten}`);
	return path;
}

const targets = chosenTargets();
await buildBundle();
rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
mkdirSync(folder, { recursive: true });
try {
	const entry = await writeEntry();
	const licences = join(folder, LICENCES_FILE);
	writeFileSync(licences, licencesText('binary'));
	writeFileSync(join(folder, BILL), billOfMaterials(work));
	const chunks = readdirSync(chunksFolder).map((file) => [file, join(chunksFolder, file)] as const);
	const assets = { ...Object.fromEntries(chunks), [LICENCES_FILE]: licences };
	for (const target of targets) {
		const output = join(folder, binaryName(target));
		rmSync(output, { force: true });
		const nodePath = strippedNode(target, join(work, 'node'));
		await buildExecutable({ target, entry, nodePath, output, assets });
		console.log(`bin/${binaryName(target)} is built`);
	}
} finally {
	rmSync(work, { recursive: true, force: true });
}
writeChecksums(folder);
