import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished, vi } from 'vitest';
import type { Runtime } from './runtimes.ts';
import type { Sandbox } from './sandbox.ts';

/** A bound against hanging for ever; nothing is timed by it. */
const LIMIT = { timeout: 20_000, interval: 5 };

export interface Streaming {
	/** The lines so far. */
	readonly lines: () => readonly string[];
	/** The first line after those that were waited for before that `matches`. */
	readonly waitFor: (matches: (line: string) => boolean) => Promise<string>;
	readonly waitForText: (text: string) => Promise<string>;
	readonly signal: (name: NodeJS.Signals) => void;
	/** Stops reading, as `head` does. */
	readonly hangUp: () => void;
	readonly ended: () => Promise<{ readonly exitCode: number | null; readonly stderr: string }>;
}

/** The program as it goes on printing, ended with the test at the latest. */
export function startStreaming(
	runtime: Runtime,
	{ project, environment }: Sandbox,
	args: readonly string[],
	env: Readonly<Record<string, string>> = {},
): Streaming {
	const [file, ...before] = runtime.command;
	const child = spawn(file, [...before, ...args], {
		cwd: project,
		env: { ...environment, ...env },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let stdout = '';
	let stderr = '';
	let position = 0;
	child.stdout.on('data', (chunk: Buffer) => {
		stdout += chunk.toString();
	});
	child.stderr.on('data', (chunk: Buffer) => {
		stderr += chunk.toString();
	});
	const closed = once(child, 'close') as Promise<[number | null]>;
	onTestFinished(() => void child.kill('SIGKILL'));
	const lines = () => stdout.split('\n').slice(0, -1);
	const waitFor: Streaming['waitFor'] = (matches) =>
		vi.waitFor(() => {
			const all = lines();
			const index = all.findIndex((line, at) => at >= position && matches(line));
			if (index < 0) throw new Error(`not after line ${position} of: ${all.join('\n')}\n${stderr}`);
			position = index + 1;
			return all[index] ?? '';
		}, LIMIT);
	return {
		lines,
		waitFor,
		waitForText: (text) => waitFor((line) => line.includes(text)),
		signal: (name) => void child.kill(name),
		hangUp: () => void child.stdout.destroy(),
		ended: async () => ({ exitCode: (await closed)[0], stderr }),
	};
}
