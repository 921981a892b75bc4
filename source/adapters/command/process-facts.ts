import { readFileSync } from 'node:fs';
import { os } from '../builtin.ts';

/** What Linux tells of a process in /proc; elsewhere, and of one that is gone, nothing is known. */
function read(pid: number | 'self', name: 'stat' | 'status' | 'limits'): string | undefined {
	try {
		return readFileSync(`/proc/${pid}/${name}`, 'latin1');
	} catch {
		return undefined;
	}
}

/** The fields of `stat` behind the name, which may hold anything: field 3 of proc(5) comes first. */
function statFields(pid: number | 'self'): readonly string[] | undefined {
	const stat = read(pid, 'stat');
	return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** Whether keys of a terminal reach this process; undefined where that can't be told. */
export function isInForeground(): boolean | undefined {
	const fields = statFields('self');
	// Our process group, and the one in the terminal's foreground (-1 without a terminal).
	return fields && fields[2] === fields[5];
}

export function isStopped(pid: number): boolean | undefined {
	const state = statFields(pid)?.[0];
	return state === undefined ? undefined : state === 'T';
}

const MASKS = { caught: /^SigCgt:\s*([0-9a-f]+)/m, ignored: /^SigIgn:\s*([0-9a-f]+)/m } as const;

/** Whether a process does something of its own at a signal (`caught`), or does not hear it (`ignored`). */
export function hasSet(pid: number, which: 'caught' | 'ignored', signal: NodeJS.Signals): boolean | undefined {
	const mask = MASKS[which].exec(read(pid, 'status') ?? '')?.[1];
	const number = os().constants.signals[signal];
	if (mask === undefined || number === undefined) return undefined;
	return ((BigInt(`0x${mask}`) >> BigInt(number - 1)) & 1n) === 1n;
}

/** How many files a process may have open: now, and at most if it asks for more. */
export interface OpenFilesLimit {
	readonly soft: string;
	readonly hard: string;
}

export function openFilesLimit(pid: number | 'self'): OpenFilesLimit | undefined {
	const [, soft, hard] = /^Max open files\s+(\w+)\s+(\w+)/m.exec(read(pid, 'limits') ?? '') ?? [];
	return soft === undefined || hard === undefined ? undefined : { soft, hard };
}
