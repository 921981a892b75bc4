import type { ChildProcess } from 'node:child_process';
import { closeSync } from 'node:fs';
import type { CommandEnd } from '../../core/command-end.ts';
import { childProcess, os } from '../builtin.ts';
import type { Environment } from '../environment.ts';
import { findCommand } from './find-command.ts';
import { forwardSignals } from './forward-signals.ts';
import { type Outlets, openOutlets } from './outlets.ts';
import { type CommandWords, commandWords } from './platform-command.ts';
import { asBefore, ignoresHangUp } from './started-with.ts';
import { drain, planOutput, pump } from './tee.ts';

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
	/** Descriptors beyond stderr that are the command's. */
	readonly descriptors: readonly number[];
	/** Gets the output, where that goes to no terminal; without it nothing stands between the command and its output. */
	readonly tap: ((chunk: Uint8Array) => void) | undefined;
}

const notStarted = (exitCode: 126 | 127, reason: string): CommandEnd => ({ kind: 'not-started', exitCode, reason });

/** What the system says of a command that was found: a NUL in it, too long, an interpreter that is missing. */
function refused(error: unknown): CommandEnd {
	const { code, message } = error as NodeJS.ErrnoException;
	if (code === 'ENOENT' && process.platform === 'win32') return notStarted(127, 'command not found');
	if (code === 'ENOENT') return notStarted(126, 'its interpreter, or the working directory, is not there');
	return notStarted(126, message);
}

function endOf(child: ChildProcess): Promise<CommandEnd> {
	return new Promise((resolve) => {
		child.once('error', (error) => resolve(refused(error)));
		child.once('exit', (code, signal) => {
			if (signal === null) return resolve({ kind: 'exited', exitCode: code ?? 1 });
			resolve({ kind: 'killed', signal, signalNumber: os().constants.signals[signal] ?? 0 });
		});
	});
}

/** With stdin, stdout and stderr as they come out, and beyond them what was handed to us. */
function start({ file, args, isVerbatim }: CommandWords, outlets: Outlets, place: CommandPlace): ChildProcess {
	const { cwd, environment, descriptors } = place;
	const handed = Array.from({ length: Math.max(0, ...descriptors.map((one) => one - 2)) }, (_, index) =>
		descriptors.includes(index + 3) ? index + 3 : ('ignore' as const),
	);
	return childProcess().spawn(file, args, {
		cwd,
		env: environment as NodeJS.ProcessEnv,
		stdio: ['inherit', outlets.stdout, outlets.stderr, ...handed],
		windowsVerbatimArguments: isVerbatim,
	});
}

/** `undefined` where it can be started. */
function obstacle(file: string, { environment, cwd }: CommandPlace): CommandEnd | undefined {
	if (process.platform === 'win32') return undefined;
	const found = findCommand(file, environment, cwd);
	if (found.kind === 'missing') return notStarted(127, 'command not found');
	return found.kind === 'forbidden' ? notStarted(126, `it can't be executed: ${found.code}`) : undefined;
}

/** Starts a command in our place: with our stdin, stdout, stderr, terminal and process group. */
export function wrapCommand(command: readonly string[], place: CommandPlace): WrappedCommand {
	const { environment, tap } = place;
	const plan = tap ? planOutput() : 'inherit';
	const isAway = ignoresHangUp(environment);
	let child: ChildProcess | undefined;
	const running = () => (child?.exitCode === null && child.signalCode === null ? child.pid : undefined);
	// Before it starts: a signal in between would end us and leave it behind.
	const forwarding = forwardSignals(running, new Set(isAway ? ['SIGHUP'] : []));
	const run = async (): Promise<CommandEnd> => {
		const before = obstacle(command[0] ?? '', place);
		if (before) return before;
		const outlets = openOutlets(plan);
		try {
			const words = await commandWords([...asBefore(environment), ...outlets.through, ...command], environment);
			child = start(words, outlets, place);
		} catch (error) {
			return refused(error);
		} finally {
			for (const descriptor of outlets.opened) closeSync(descriptor);
		}
		const ended = endOf(child);
		const pumps = tap ? outlets.readers(child).map(({ source, descriptor }) => pump(source, descriptor, tap)) : [];
		const end = await ended;
		await drain(pumps);
		return end;
	};
	return { ended: run(), isStopped: forwarding.isStopped, release: forwarding.end, tapped: TAPPED[plan] };
}

const TAPPED = {
	inherit: 'nothing',
	stdout: 'part',
	stderr: 'part',
	both: 'all',
	'both-in-one': 'all',
} as const;
