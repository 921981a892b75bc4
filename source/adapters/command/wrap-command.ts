import type { ChildProcess, StdioOptions } from 'node:child_process';
import type { CommandEnd } from '../../core/command-end.ts';
import { childProcess, os } from '../builtin.ts';
import type { Environment } from '../environment.ts';
import { forwardSignals } from './forward-signals.ts';
import { drain, type OutputPlan, type Pump, planOutput, pump } from './tee.ts';

export interface WrappedCommand {
	/** Once the command has ended and all of its output is handed on. */
	readonly ended: Promise<CommandEnd>;
	/** Whether it was asked to stop. */
	readonly isStopped: () => boolean;
	/** Signals are for this process again. */
	readonly release: () => void;
	/** How much of its output is seen here. */
	readonly tapped: 'nothing' | 'part' | 'all';
}

interface CommandPlace {
	readonly cwd: string;
	/** All of it. */
	readonly environment: Environment;
	/** Gets the output, where that goes to no terminal; without it nothing stands between the command and its output. */
	readonly tap: ((chunk: Uint8Array) => void) | undefined;
}

const STDIO: Readonly<Record<OutputPlan, StdioOptions>> = {
	inherit: 'inherit',
	stdout: ['inherit', 'pipe', 'inherit'],
	stderr: ['inherit', 'inherit', 'pipe'],
	both: ['inherit', 'pipe', 'pipe'],
	'both-in-one': ['inherit', 'pipe', 'inherit'],
};

const TAPPED: Readonly<Record<OutputPlan, WrappedCommand['tapped']>> = {
	inherit: 'nothing',
	stdout: 'part',
	stderr: 'part',
	both: 'all',
	'both-in-one': 'all',
};

/** A shell that becomes the command, after it has made one pipe of two. */
const ONE_PIPE = ['/bin/sh', '-c', 'exec "$@" 2>&1', 'sh'] as const;

const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT';

function notStarted(error: unknown): CommandEnd {
	const reason = isMissing(error) ? 'command not found' : error instanceof Error ? error.message : String(error);
	return { kind: 'not-started', exitCode: isMissing(error) ? 127 : 126, reason };
}

function endOf(child: ChildProcess): Promise<CommandEnd> {
	return new Promise((resolve) => {
		child.once('error', (error) => resolve(notStarted(error)));
		child.once('exit', (code, signal) => {
			if (signal === null) return resolve({ kind: 'exited', exitCode: code ?? 1 });
			resolve({ kind: 'killed', signal, signalNumber: os().constants.signals[signal] ?? 0 });
		});
	});
}

function pumpsOf({ stdout, stderr }: ChildProcess, tap: (chunk: Uint8Array) => void): readonly Pump[] {
	return [...(stdout ? [pump(stdout, 1, tap)] : []), ...(stderr ? [pump(stderr, 2, tap)] : [])];
}

/** Not by `child.kill`: Deno then says that the command died of the signal, whatever it made of it. */
function send(child: ChildProcess | undefined, signal: NodeJS.Signals): void {
	if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
	try {
		process.kill(child.pid, signal);
	} catch {
		// It has just ended.
	}
}

/** Starts a command in our place: with our stdin, stdout, stderr, terminal and process group. */
export function wrapCommand(command: readonly string[], { cwd, environment, tap }: CommandPlace): WrappedCommand {
	const plan = tap ? planOutput() : 'inherit';
	const [file = '', ...args] = plan === 'both-in-one' ? [...ONE_PIPE, ...command] : command;
	let child: ChildProcess | undefined;
	// Before it starts: a signal in between would end us and leave it behind.
	const forwarding = forwardSignals((signal) => send(child, signal));
	const run = async (): Promise<CommandEnd> => {
		try {
			child = childProcess().spawn(file, args, { cwd, env: environment as NodeJS.ProcessEnv, stdio: STDIO[plan] });
		} catch (error) {
			// A command that no system call takes: a NUL in it, too long.
			return notStarted(error);
		}
		const pumps = tap ? pumpsOf(child, tap) : [];
		const end = await endOf(child);
		await drain(pumps);
		return end;
	};
	return {
		ended: run(),
		isStopped: forwarding.isStopped,
		release: forwarding.end,
		tapped: TAPPED[plan],
	};
}
