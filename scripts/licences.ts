import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostTarget } from './binary-targets.ts';
import { root } from './build-files.ts';
import { version } from './bundle.ts';
import { bundledFiles } from './bundled-files.ts';
import { type BundledPackage, bundledPackages } from './bundled-packages.ts';

export const LICENCES_FILE = 'THIRD-PARTY-LICENSES.txt';
const RULE = '='.repeat(100);

function section({ name, version, licence, author, homepage, texts }: BundledPackage): string {
	const about = [licence, author, homepage].filter((word) => word !== '').join(' · ');
	const none = 'The package carries no text of its licence; it declares what is named above.';
	const shown = texts.length === 0 ? [none] : texts.map(({ text }) => text);
	return `${RULE}\n${name} ${version}\n${about}\n\n${shown.join(`\n\n${'-'.repeat(100)}\n\n`)}\n`;
}

/** Node's own licence and those of what it is made of. */
function nodeSection(): string {
	const { nodePackage } = hostTarget();
	const text = readFileSync(join(root, 'node_modules', nodePackage, 'LICENSE'), 'utf8')
		.replaceAll('\r\n', '\n')
		.trim();
	return `${RULE}\nNode.js ${process.versions.node}\n\n${text}\n`;
}

/** What the licences of bundled code demand: their texts go with every copy. Binaries hold Node, too. */
export function licencesText(kind: 'bundle' | 'binary'): string {
	const own = readFileSync(join(root, 'LICENSE'), 'utf8').trim();
	const head = `murmur8 ${version}\n\n${own}\n\nIt holds code of the following projects.\n`;
	const sections = bundledPackages(bundledFiles()).map(section);
	return [head, ...sections, ...(kind === 'binary' ? [nodeSection()] : [])].join('\n');
}
