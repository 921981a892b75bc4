import { closeSync, constants, copyFileSync, fstatSync, lstatSync, openSync, renameSync, rmSync } from 'node:fs';
import { readDescriptor, readRegularFile } from '../../adapters/files.ts';
import { isLinkRefused, type Link } from '../../adapters/proposal.ts';
import { backupOf } from './guard.ts';

/** The good file while it is replaced. */
export interface KeptFile {
	/** What it holds now: a program that had it open may write into it after it was replaced. */
	readonly read: () => string | undefined;
	/** Undoes a replacement that went wrong; where none was made, nothing changes. */
	readonly putBack: () => void;
	readonly drop: () => void;
}

/** What tells a file from every other one, whatever its name. */
function identityOf(path: string): string | undefined {
	const found = lstatSync(path, { bigint: true, throwIfNoEntry: false });
	return found && `${found.dev} ${found.ino}`;
}

/** Open, a file can be read when it has lost its name. Windows replaces no file that is open. */
function holdOpen(path: string): { readonly read: () => string | undefined; readonly close: () => void } {
	if (process.platform === 'win32') return { read: () => undefined, close: () => {} };
	const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
	return {
		read: () => readDescriptor(descriptor, fstatSync(descriptor).size).toString('utf8'),
		close: () => closeSync(descriptor),
	};
}

/**
 * Where the file system has no hard links. Half a copy may be left by a process that is killed; the next one looks
 * whether it is whole before it takes it for good.
 */
function keepCopy(path: string, backup: string): Pick<KeptFile, 'read' | 'drop'> {
	const held = holdOpen(path);
	const drop = () => {
		held.close();
		rmSync(backup, { force: true });
	};
	try {
		copyFileSync(path, backup, constants.COPYFILE_EXCL);
	} catch (error) {
		drop();
		throw error;
	}
	return { read: held.read, drop };
}

function keep(path: string, backup: string, link: Link): Pick<KeptFile, 'read' | 'drop'> {
	try {
		link(path, backup);
	} catch (error) {
		if (!isLinkRefused(error)) throw error;
		return keepCopy(path, backup);
	}
	return {
		read: () => readRegularFile(backup, Number.MAX_SAFE_INTEGER)?.toString('utf8'),
		drop: () => rmSync(backup, { force: true }),
	};
}

/** Keeps the file under a second name, by which the next process puts it back should this one be killed. */
export function keepFile(path: string, link: Link): KeptFile {
	const backup = backupOf(path);
	const original = identityOf(path);
	const kept = keep(path, backup, link);
	const ours = identityOf(backup);
	return {
		...kept,
		putBack: () => {
			// A copy over the untouched file would undo what another program wrote into that meanwhile; and what stands
			// under the backup's name may be another process's, should this one have slept through its claim.
			if (identityOf(path) !== original && identityOf(backup) === ours) renameSync(backup, path);
		},
	};
}
