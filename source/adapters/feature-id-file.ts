import { linkSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { insertFeatureId, readFeatureId } from '../core/feature-id.ts';
import { SPEC_FILE } from '../core/payload/flat.ts';
import { readRegularFile } from './files.ts';
import { featureFolder, isInside } from './paths.ts';
import { agreeOnId, type Link } from './proposal.ts';
import { randomUuid } from './random-id.ts';
import { replaceFile } from './replace-file.ts';
import { sweepTemporaries } from './temporary-file.ts';

const ROUNDS = 100;

/** The id's bytes back as text: files are read as latin1, so that bytes that are no UTF-8 survive. */
const decode = (id: string) => Buffer.from(id, 'latin1').toString('utf8');

/** What a process that was killed here left; where it can't go it does no harm. */
function sweep(specPath: string, proposal: string): void {
	try {
		rmSync(proposal, { force: true });
		sweepTemporaries(specPath);
	} catch {}
}

/**
 * The `featureId` of a spec; one is written where it has none. Every byte but the inserted ones stays, and processes
 * that do this at once agree: an id is proposed only while the spec has none, the proposal is removed only when the
 * spec has it, and the spec is read again in between.
 * @throws the system's error where the spec can't be read or written
 */
export function ensureFeatureIdIn(path: string, create: () => string = randomUuid, link: Link = linkSync): string {
	// A link stays a link: what it points to is replaced.
	const specPath = realpathSync(path);
	const proposal = join(dirname(specPath), `.${basename(specPath)}.feature-id`);
	for (let round = 0; round < ROUNDS; round++) {
		const before = readFeatureId(readFileSync(specPath, 'latin1'));
		if (before.kind === 'present') {
			sweep(specPath, proposal);
			return decode(before.id);
		}
		const id = agreeOnId(proposal, create, link);
		if (id === undefined) continue;
		const content = readFileSync(specPath, 'latin1');
		const reading = readFeatureId(content);
		if (reading.kind === 'absent')
			replaceFile(specPath, Buffer.from(insertFeatureId(content, reading, id), 'latin1'), 0o644);
		sweep(specPath, proposal);
		return reading.kind === 'present' ? decode(reading.id) : id;
	}
	throw new Error(`no agreement on a featureId for ${basename(specPath)}`);
}

/** The id of a run's feature, written if need be; undefined where there is no spec or it can't be written. */
export function ensureFeatureId(root: string, slug: string): string | undefined {
	const folder = featureFolder(root, slug);
	const specPath = folder && join(folder, SPEC_FILE);
	// readRegularFile first: a FIFO in the spec's place must not hang the run.
	if (!specPath || !isInside(root, specPath) || !readRegularFile(specPath)) return undefined;
	return ensureFeatureIdIn(specPath);
}
