import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('watcher.ts', import.meta.url));

export interface Watch {
	/** Ends the watch. @returns how often a file was read, and what was wrong with one */
	readonly end: () => Promise<{ readonly reads: number; readonly faults: readonly string[] }>;
}

/** A process that looks at the published files all the time, as a reader without a lock does. */
export function watchPublished(root: string): Watch {
	const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, root], {
		cwd: root,
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	let output = '';
	child.stdout.on('data', (chunk: Buffer) => {
		output += chunk.toString();
	});
	const closed = once(child, 'close');
	return {
		end: async () => {
			child.stdin.end();
			await closed;
			const lines = output.trimEnd().split('\n');
			return { reads: Number(lines.pop()?.split(' ')[1]), faults: lines };
		},
	};
}
