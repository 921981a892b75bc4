import { existsSync } from 'node:fs';
import { RUNTIMES } from './runtimes.ts';

/** The end-to-end suite runs what a user gets; it must have been built. */
export default function setup(): void {
	const missing = RUNTIMES.flatMap(({ files }) => files).filter((file) => !existsSync(file));
	if (missing.length > 0) {
		throw new Error(`not there: ${missing.join(', ')}; run: npm run build && npm run binary, or npm ci`);
	}
}
