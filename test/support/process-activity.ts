import { readdirSync, readFileSync } from 'node:fs';

/** State and processor time of a thread, behind its name, which may hold anything. */
function threadActivity(path: string): string {
	const fields = readFileSync(path, 'utf8')
		.replace(/^.*\) /s, '')
		.split(' ');
	const [state, userTicks, systemTicks] = [fields[0], fields[11], fields[12]];
	return `${state} ${userTicks} ${systemTicks}`;
}

/**
 * What all threads of a process are at, for comparing: on a machine with much to do, a program that has not yet come to
 * its work looks like one that has finished it. Where the system does not tell, always the same.
 */
export function processActivity(pid: number): { readonly isAtRest: boolean; readonly used: string } {
	try {
		const threads = readdirSync(`/proc/${pid}/task`).map((thread) =>
			threadActivity(`/proc/${pid}/task/${thread}/stat`),
		);
		return { isAtRest: threads.every((thread) => !/^[RD]/.test(thread)), used: threads.join() };
	} catch {
		return { isAtRest: true, used: '' };
	}
}
