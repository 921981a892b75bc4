import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';

export const hasTmux = spawnSync('tmux', ['-V']).status === 0;
if (!hasTmux) process.stderr.write('tmux is not there, what needs it is skipped: apt install tmux\n');

const PATIENCE_MS = 30_000;

/** A tmux server of a test's own, ended with it. */
export function createTmux(cwd: string, env: Readonly<Record<string, string>>) {
	const name = `murmur8-${randomUUID()}`;
	const tmux = (...args: readonly string[]) =>
		execFileSync('tmux', ['-L', name, '-f', '/dev/null', ...args], {
			cwd,
			env: { ...env, LANG: 'C.UTF-8' },
			encoding: 'utf8',
		});
	onTestFinished(() => {
		spawnSync('tmux', ['-L', name, 'kill-server']);
	});
	const text = () => tmux('capture-pane', '-p');
	/** Every cell of every row: blanks at the end of a line, too. */
	const cells = () => tmux('capture-pane', '-p', '-N').replace(/\n$/, '').split('\n');
	async function waitFor(wanted: RegExp): Promise<string> {
		for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += 50) {
			const seen = text();
			if (wanted.test(seen)) return seen;
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
		throw new Error(`never on the screen: ${wanted}\n${text()}`);
	}
	return { tmux, waitFor, cells };
}
