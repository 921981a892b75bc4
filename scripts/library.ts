import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { buildFiles, dist, mapsOf } from './build-files.ts';
import { options } from './bundle.ts';

const root = resolve(import.meta.dirname, '..');
const libraryFolder = join(dist, 'lib');
const TYPES = 'types';
/** Specifiers of relative imports in declarations, as the compiler writes them. */
const RELATIVE_IMPORT = /(?<=(?:from |import\()['"])(\.{1,2}\/[^'"]+)\.ts(?=['"])/g;

/** What an importer loads at once, and chunks for what it may never need: sending. */
async function buildCode(): Promise<void> {
	await buildFiles({
		...options,
		entryPoints: { index: join(root, 'source', 'lib', 'index.ts') },
		outdir: libraryFolder,
		chunkNames: 'chunks/[name]-[hash]',
		splitting: true,
	});
}

/**
 * Copies a declaration file and those that it names; they end in `.js` then, which every consumer resolves: the
 * compiler leaves `.ts` in declarations (TypeScript issue 61037), which not every editor reads.
 */
function copyDeclarations(from: string, path: string, copied: Set<string>): void {
	if (copied.has(path)) return;
	copied.add(path);
	const text = readFileSync(path, 'utf8');
	const target = join(libraryFolder, TYPES, relative(from, path));
	mkdirSync(dirname(target), { recursive: true });
	writeFileSync(target, text.replaceAll(RELATIVE_IMPORT, '$1.js'));
	for (const [, name = ''] of text.matchAll(RELATIVE_IMPORT)) {
		copyDeclarations(from, join(dirname(path), `${name}.d.ts`), copied);
	}
}

/** Declarations of the whole program are made in a folder that goes again; those that the library names are kept. */
function buildTypes(): void {
	const folder = mkdtempSync(join(tmpdir(), 'murmur8-types-'));
	try {
		const compiler = join(root, 'node_modules', '.bin', 'tsc');
		const args = [compiler, '-p', join(root, 'tsconfig.library.json'), '--outDir', folder];
		execFileSync(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
		copyDeclarations(folder, join(folder, 'lib', 'index.d.ts'), new Set());
		writeFileSync(join(libraryFolder, 'index.d.ts'), `export * from './${TYPES}/lib/index.js';\n`);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** `dist/lib/`: the library that `import 'murmur8-cli'` gives, and its types. */
export async function buildLibrary(): Promise<void> {
	for (const folder of [libraryFolder, mapsOf(libraryFolder)]) rmSync(folder, { recursive: true, force: true });
	await buildCode();
	buildTypes();
}
