import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { options } from '../../scripts/bundle.ts';
import { buildNoted } from '../../scripts/bundled-files.ts';
import { withConstants } from '../../scripts/constants.ts';

/** Bundles files of this folder as the program is: `node bench/support/bundle-parts.ts <folder> <name>…` */
const [folder = '', ...names] = process.argv.slice(2);
for (const name of names) {
	const outfile = join(folder, `${basename(name, '.ts')}.mjs`);
	const entry = join(import.meta.dirname, name);
	const { outputFiles } = await buildNoted({ ...options, entryPoints: [entry], outfile });
	mkdirSync(dirname(outfile), { recursive: true });
	writeFileSync(outfile, withConstants(outputFiles[0]?.text ?? '').toString());
}
