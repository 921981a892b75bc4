import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { ensureFeatureIdIn } from '../adapters/feature-id-file.ts';

/**
 * The `featureId` in the frontmatter of a `FEATURE_SPEC.md`; one is written where it has none, and every other byte
 * stays as it is. Processes that do this at once agree on one id.
 * @throws Error where the spec is no regular file; the system's error where it can't be read or written
 */
export function ensureFeatureId(specPath: string): string {
	// Reading a FIFO would wait for ever.
	if (!statSync(specPath).isFile()) throw new Error(`${basename(specPath)} is not a regular file`);
	return ensureFeatureIdIn(specPath);
}
