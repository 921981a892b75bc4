import { closeSync, linkSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { isUuidV4 } from '../core/uuid.ts';
import { readRegularFile } from './files.ts';
import { temporaryBeside } from './temporary-file.ts';

/** What a file system without hard links (FAT, some network and FUSE mounts), or with too many of one file, says. */
const NO_LINKS: ReadonlySet<string | undefined> = new Set([
	'EPERM',
	'ENOTSUP',
	'EOPNOTSUPP',
	'ENOSYS',
	'EMLINK',
	'EXDEV',
]);

export const isLinkRefused = (error: unknown): boolean => NO_LINKS.has((error as NodeJS.ErrnoException).code);

/** How a file is given a second name; another one where links are to be impossible. */
export type Link = (existing: string, added: string) => void;

/** Creates the proposal with its first bytes in one call; a reader that comes in between finds no id yet. */
function createExclusively(proposal: string, id: string): void {
	const descriptor = openSync(proposal, 'wx', 0o600);
	try {
		writeSync(descriptor, id);
	} finally {
		closeSync(descriptor);
	}
}

/** Puts the proposal in place unless there is one: whole from the first moment where hard links can be had. */
function propose(proposal: string, id: string, link: Link): void {
	const temporary = temporaryBeside(proposal);
	try {
		writeFileSync(temporary, id, { flag: 'wx', mode: 0o600 });
		link(temporary, proposal);
	} catch (error) {
		if (!isLinkRefused(error)) throw error;
		createExclusively(proposal, id);
	} finally {
		rmSync(temporary, { force: true });
	}
}

const LOOKS = 100;
const PAUSE_MS = 5;

/** The id of a proposal; 'gone' where there is none any more, 'damaged' where it stays none. */
function readProposal(proposal: string): string {
	for (let look = 0; look < LOOKS; look++) {
		const text = readRegularFile(proposal)?.toString('utf8');
		if (text === undefined) return 'gone';
		if (isUuidV4(text)) return text;
		// Nothing that could still become an id: it is damage or somebody else's.
		if (!/^[0-9a-f-]{0,35}$/i.test(text)) return 'damaged';
		Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
	}
	return 'damaged';
}

/**
 * Proposes an id, or takes the one that another process proposed first; exactly one wins. It can't go stale: a process
 * that dies leaves its proposal, and the next one carries it out.
 * @returns undefined where another round is needed
 */
export function agreeOnId(proposal: string, create: () => string, link: Link = linkSync): string | undefined {
	try {
		propose(proposal, create(), link);
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		// Our temporary file was swept by a process that can't see ours: another round.
		if (code === 'ENOENT') return undefined;
		if (code !== 'EEXIST') throw error;
	}
	const id = readProposal(proposal);
	if (isUuidV4(id)) return id;
	// It must not block the spec for ever.
	if (id === 'damaged') rmSync(proposal, { force: true });
	return undefined;
}
