import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { makePipes, type NamedPipe } from './named-pipes.ts';
import type { OutputPlan } from './tee.ts';

type Outlet = 'inherit' | 'pipe' | number;

/** One output of the command that is read here, and the descriptor that it is handed on to. */
export interface TappedOutput {
	readonly source: Readable;
	readonly descriptor: 1 | 2;
}

/** Where a command writes to. */
export interface Outlets {
	readonly stdout: Outlet;
	readonly stderr: Outlet;
	/** Words that stand before the command. */
	readonly through: readonly string[];
	/** To be closed here as soon as the command has them. */
	readonly opened: readonly number[];
	readonly readers: (child: ChildProcess) => readonly TappedOutput[];
}

const STRAIGHT: Outlets = { stdout: 'inherit', stderr: 'inherit', through: [], opened: [], readers: () => [] };

/** A shell that becomes the command, after it has made one pipe of two. It may drop variables with odd names. */
const ONE_PIPE = ['/bin/sh', '-c', 'exec "$@" 2>&1', 'sh'];

/** Pipes that the runtime makes: sockets, in Node. */
function ofRuntime(plan: OutputPlan): Outlets {
	return {
		stdout: plan === 'stderr' ? 'inherit' : 'pipe',
		stderr: plan === 'stdout' || plan === 'both-in-one' ? 'inherit' : 'pipe',
		through: plan === 'both-in-one' ? ONE_PIPE : [],
		opened: [],
		readers: ({ stdout, stderr }) => [
			...(stdout ? [{ source: stdout, descriptor: 1 as const }] : []),
			...(stderr ? [{ source: stderr, descriptor: 2 as const }] : []),
		],
	};
}

function ofPipes(plan: OutputPlan, [first, second]: readonly NamedPipe[]): Outlets | undefined {
	if (!first) return undefined;
	const opened = [first.writeEnd, ...(second ? [second.writeEnd] : [])];
	const source = first.reader;
	const base = { through: [], opened };
	if (plan === 'stderr') {
		return { ...base, stdout: 'inherit', stderr: first.writeEnd, readers: () => [{ source, descriptor: 2 }] };
	}
	const stderr = plan === 'both-in-one' ? first.writeEnd : (second?.writeEnd ?? 'inherit');
	const rest: readonly TappedOutput[] = second ? [{ source: second.reader, descriptor: 2 }] : [];
	return { ...base, stdout: first.writeEnd, stderr, readers: () => [{ source, descriptor: 1 }, ...rest] };
}

export function openOutlets(plan: OutputPlan): Outlets {
	if (plan === 'inherit') return STRAIGHT;
	return ofPipes(plan, makePipes(plan === 'both' ? 2 : 1) ?? []) ?? ofRuntime(plan);
}
