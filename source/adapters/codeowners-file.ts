import { join } from 'node:path';
import { Codeowners } from '../failures/owners/codeowners.ts';
import { LARGEST_CODEOWNERS_BYTES } from '../failures/owners/codeowners-lines.ts';
import { readRegularFile } from './files.ts';
import { isInside } from './paths.ts';

/** GitHub's order, then GitLab's own place; the first file that there is counts. */
const PLACES = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'] as const;

export interface CodeownersFile {
	/** From the root, with `/`. */
	readonly place: (typeof PLACES)[number];
	readonly codeowners: Codeowners;
}

/**
 * The CODEOWNERS file of a checkout; undefined where there is none. One that is larger than hosts load, is no regular
 * file or lies outside of the checkout counts as none.
 */
export function readCodeowners(root: string): CodeownersFile | undefined {
	for (const place of PLACES) {
		const path = join(root, place);
		const bytes = isInside(root, path) ? readRegularFile(path, LARGEST_CODEOWNERS_BYTES) : undefined;
		if (bytes) return { place, codeowners: new Codeowners(bytes.toString('utf8')) };
	}
	return undefined;
}
