import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const CHECKSUMS_FILE = 'SHA256SUMS';

/** Over all that is in a folder: what other machines need may have been built earlier. `sha256sum -c` reads it. */
export function writeChecksums(folder: string): void {
	const lines = readdirSync(folder)
		.filter((file) => file !== CHECKSUMS_FILE)
		.sort()
		.map((file) => {
			const digest = createHash('sha256').update(readFileSync(join(folder, file)));
			return `${digest.digest('hex')}  ${file}\n`;
		});
	writeFileSync(join(folder, CHECKSUMS_FILE), lines.join(''));
}
