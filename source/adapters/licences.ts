import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isSingleBinary } from './runtime.ts';

/** As the build calls it (scripts/licences.ts). */
const FILE = 'THIRD-PARTY-LICENSES.txt';

/** The licences of all that is in the program, UTF-8: in the single binary an asset, else a file beside the bundle. */
export function readLicences(): Uint8Array | undefined {
	if (isSingleBinary()) return new Uint8Array(process.getBuiltinModule('node:sea').getAsset(FILE));
	try {
		return readFileSync(join(dirname(realpathSync(process.argv[1] ?? '')), FILE));
	} catch {
		return undefined;
	}
}
