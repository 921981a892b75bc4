import { randomness } from '../sanitise/randomness.ts';

const encoder = new TextEncoder();
const HEX = /^(?=[a-f]*\d)[0-9a-f]{6,64}$/;
/** What bundlers put in: 8 characters of base 32 or 64 (esbuild, Rollup, Vite), or more. */
const HASH = /^[A-Za-z0-9_-]{8,24}$/;
/** Evidence from which on 8 letters were drawn by chance, not chosen: names of components are below. */
const CHANCE = 2;

function isHash(part: string): boolean {
	if (HEX.test(part)) return true;
	if (!HASH.test(part) || !/[A-Z0-9]/.test(part) || /^\d+$/.test(part)) return false;
	const bytes = encoder.encode(part);
	return randomness(bytes, 0, bytes.length) > CHANCE;
}

/**
 * The name of a file without its directory, and without the hash that a bundler put into it: `/srv/a/main.0b1c2d3e.js?v=1`
 * is `main.js`. It is the same for every checkout, system and build.
 */
export function canonicalFile(file: string): string {
	const end = file.search(/[?#]/);
	const path = end < 0 ? file : file.slice(0, end);
	const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
	const dot = name.lastIndexOf('.');
	if (dot < 1) return name;
	const stem = name.slice(0, dot);
	// A hash stands last, or before `chunk` and the like, behind a dot or a hyphen; hashes of base 64 may hold hyphens.
	const hyphen = stem.length > 9 && stem[stem.length - 9] === '-' && isHash(stem.slice(-8)) ? stem.slice(0, -9) : stem;
	const kept = hyphen
		.split('.')
		.map((part) => (isHash(part) ? '' : withoutHashes(part)))
		.filter((part) => part !== '');
	return `${kept.join('.') || '<hash>'}${name.slice(dot)}`;
}

const withoutHashes = (part: string): string =>
	part
		.split('-')
		.filter((piece) => !isHash(piece))
		.join('-');
