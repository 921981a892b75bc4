import { readFileSync } from 'node:fs';

/** Whether a process of this machine exists; one of another user does. */
export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

/** The kernel's start time of a process, which tells it from a later one with the same id; '' where it is unknown. */
export function processStart(pid: number): string {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		// Field 22; the name in field 2 may hold spaces and brackets.
		return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
	} catch {
		return '';
	}
}
