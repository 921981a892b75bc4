import type { FinishedStatus } from './run.ts';

/** How a command ended that somebody else wrote. */
export type CommandEnd =
	| { readonly kind: 'exited'; readonly exitCode: number }
	| { readonly kind: 'killed'; readonly signal: string; readonly signalNumber: number }
	/** As a shell has it: 127 where there is no such command, 126 where it can't be run. */
	| { readonly kind: 'not-started'; readonly exitCode: 126 | 127; readonly reason: string };

/** What people and runners stop a command with; what else kills one is its own failure. */
const STOPS: ReadonlySet<string> = new Set(['SIGINT', 'SIGTERM', 'SIGHUP']);

export const isStop = (signal: string): boolean => STOPS.has(signal);

/** Signals that leave a core dump where the system is set up for it; one of the recorder would tell of nothing. */
const DUMPING: ReadonlySet<string> = new Set([
	'SIGQUIT',
	'SIGILL',
	'SIGTRAP',
	'SIGABRT',
	'SIGIOT',
	'SIGBUS',
	'SIGFPE',
	'SIGSEGV',
	'SIGXCPU',
	'SIGXFSZ',
	'SIGSYS',
]);

/** Whether it left a core dump, or would have. */
export const dumpsCore = (signal: string): boolean => DUMPING.has(signal);

/**
 * What the run of a command came to.
 * @param isStopped whether it was asked to stop before it ended
 */
export function statusOfEnd(end: CommandEnd, isStopped: boolean): FinishedStatus {
	if (end.kind === 'exited' && end.exitCode === 0) return 'success';
	if (end.kind === 'killed' && isStop(end.signal)) return 'aborted';
	// One that cleans up after the signal ends with a code of its own.
	return end.kind === 'exited' && isStopped ? 'aborted' : 'failed';
}

/** The exit code that stands for it. */
export const exitCodeOf = (end: CommandEnd): number => (end.kind === 'killed' ? 128 + end.signalNumber : end.exitCode);
