import { expect, test } from 'vitest';
import { type CommandEnd, exitCodeOf, statusOfEnd } from '../../source/core/command-end.ts';

const exited = (exitCode: number): CommandEnd => ({ kind: 'exited', exitCode });
const killed = (signal: string, signalNumber: number): CommandEnd => ({ kind: 'killed', signal, signalNumber });
const missing: CommandEnd = { kind: 'not-started', exitCode: 127, reason: 'command not found' };

test.each([
	[exited(0), false, 'success', 0],
	// It ended well, whatever it was told meanwhile.
	[exited(0), true, 'success', 0],
	[exited(1), false, 'failed', 1],
	[exited(255), false, 'failed', 255],
	[exited(130), true, 'aborted', 130],
	[killed('SIGINT', 2), true, 'aborted', 130],
	[killed('SIGTERM', 15), false, 'aborted', 143],
	[killed('SIGHUP', 1), false, 'aborted', 129],
	[killed('SIGKILL', 9), false, 'failed', 137],
	[killed('SIGSEGV', 11), true, 'failed', 139],
	[missing, false, 'failed', 127],
	[missing, true, 'failed', 127],
] as const)('%j, asked to stop: %s → %s, %d', (end, isStopped, status, exitCode) => {
	expect([statusOfEnd(end, isStopped), exitCodeOf(end)]).toEqual([status, exitCode]);
});
