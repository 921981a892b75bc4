import { statSync } from 'node:fs';
import { join } from 'node:path';
import { isInside } from '../../adapters/paths.ts';

/** Logs name files by the paths of the machine they ran on; deeper than this nothing is looked for. */
const MOST_SEGMENTS = 24;

const isFile = (root: string, path: string): boolean =>
	statSync(join(root, path), { throwIfNoEntry: false })?.isFile() === true && isInside(root, join(root, path));

function find(root: string, file: string): string | undefined {
	const path = file.replace(/^file:\/+/, '/').replaceAll('\\', '/');
	const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.');
	if (segments.length === 0 || segments.length > MOST_SEGMENTS || segments.includes('..') || path.includes('\0')) {
		return undefined;
	}
	// The longest end of the path that is a file here; a bare name at the end of a path could be any file's.
	const ends = segments.map((_, index) => segments.slice(index)).filter((end, index) => index === 0 || end.length > 1);
	const found = ends.map((end) => end.join('/')).find((end) => isFile(root, end));
	const isRelative = !path.startsWith('/') && !/^(?:[a-z]:|<)/i.test(path);
	return found ?? (isRelative ? segments.join('/') : undefined);
}

/** Finds the files that logs name in a checkout, as paths from its root with `/`; undefined for what is none of its files. */
export function projectPaths(root: string): (file: string) => string | undefined {
	const known = new Map<string, string | undefined>();
	return (file) => {
		if (!known.has(file)) known.set(file, find(root, file));
		return known.get(file);
	};
}
