import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Metafile } from 'esbuild';
import { root } from './build-files.ts';

/** A package of which the program holds code. */
export interface BundledPackage {
	readonly name: string;
	readonly version: string;
	readonly licence: string;
	readonly author: string;
	readonly homepage: string;
	/** Its licences and notices, and those of what it carries along in folders that code was taken from. */
	readonly texts: readonly { readonly file: string; readonly text: string }[];
}

const LEGAL = /^(?:licen[cs]es?|copying|notices?|copyright|third.?party.*)(?:[.-].*)?$/i;
const IN_PACKAGE = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/;

const person = (author: unknown): string =>
	typeof author === 'string' ? author : ((author as { name?: string } | undefined)?.name ?? '');

function readPackage(folder: string, codeFolders: ReadonlySet<string>): BundledPackage {
	const { name, version, license, author, homepage } = JSON.parse(
		readFileSync(join(root, folder, 'package.json'), 'utf8'),
	);
	const texts = [folder, ...codeFolders].flatMap((from) =>
		readdirSync(join(root, from), { withFileTypes: true })
			.filter((entry) => entry.isFile() && LEGAL.test(entry.name) && !/\.[cm]?[jt]sx?$/.test(entry.name))
			.map((entry) => ({
				file: join(from, entry.name).slice(folder.length + 1),
				text: readFileSync(join(root, from, entry.name), 'utf8')
					.replaceAll('\r\n', '\n')
					.trim(),
			})),
	);
	return { name, version, licence: String(license), author: person(author), homepage: homepage ?? '', texts };
}

/** The packages that a build took code from, by name; the same release in two folders is one. */
export function bundledPackages({ outputs }: Metafile): readonly BundledPackage[] {
	const folders = new Map<string, Set<string>>();
	for (const { inputs } of Object.values(outputs)) {
		for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
			const [folder] = IN_PACKAGE.exec(path) ?? [];
			if (folder === undefined || bytesInOutput === 0) continue;
			const codeFolders = folders.get(folder) ?? new Set();
			if (dirname(path) !== folder) codeFolders.add(dirname(path));
			folders.set(folder, codeFolders);
		}
	}
	const found = [...folders].sort().map(([folder, codeFolders]) => readPackage(folder, codeFolders));
	const byRelease = new Map(found.map((one) => [`${one.name}@${one.version}`, one]));
	return [...byRelease.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
