import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { TimedTerminal } from './timed-terminal.ts';

/** @returns when it had ended, by the clock of `performance` */
function run(
	command: readonly string[],
	args: readonly string[],
	cwd: string,
	env: NodeJS.ProcessEnv,
): Promise<number> {
	const [file = '', ...before] = command;
	return new Promise((resolve, reject) => {
		const child = spawn(file, [...before, ...args], { cwd, env, stdio: 'ignore' });
		child.on('error', reject);
		child.on('exit', (code) => {
			if (code === 0) resolve(performance.now());
			else reject(new Error(`${args.join(' ')} ended with ${code}`));
		});
	});
}

/**
 * A run is recorded in another process, command by command, while a screen is open.
 * @returns milliseconds from the end of each command until the screen showed it; 0 where it did before that
 */
export async function followRun(
	terminal: TimedTerminal,
	command: readonly string[],
	cwd: string,
	env: NodeJS.ProcessEnv,
): Promise<readonly number[]> {
	const slug = randomUUID().slice(0, 10);
	// Of a line only what has changed is drawn: each is a text that was not there before.
	const steps: readonly (readonly [args: readonly string[], shows: RegExp])[] = [
		[['run', 'start', slug], new RegExp(slug)],
		[['run', 'stage', 'alex', 'start'], /▶/],
		[['run', 'finish', '--status', 'success'], /nothing in progress/],
	];
	const times: number[] = [];
	for (const [args, shows] of steps) {
		terminal.forget();
		const endedAt = await run(command, args, cwd, env);
		times.push(Math.max(0, (await terminal.shownAt(shows)) - endedAt));
		await terminal.quiet(300);
	}
	return times;
}
