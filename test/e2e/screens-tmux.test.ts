import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox } from '../support/sandbox.ts';
import { SCREENS } from '../support/screens.ts';

const [, node26] = RUNTIMES;
if (!node26) throw new Error('no runtime');

const hasTmux = spawnSync('tmux', ['-V']).status === 0;
if (!hasTmux) process.stderr.write('tmux is not there, what needs it is skipped: apt install tmux\n');

const PATIENCE_MS = 30_000;

/** A tmux server of a test's own, ended with it. */
function createTmux(cwd: string, env: Readonly<Record<string, string>>) {
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
	async function waitFor(wanted: RegExp): Promise<string> {
		for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += 50) {
			const seen = text();
			if (wanted.test(seen)) return seen;
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
		throw new Error(`never on the screen: ${wanted}\n${text()}`);
	}
	return { tmux, waitFor };
}

describe.skipIf(!hasTmux).each(SCREENS.map((screen) => [screen.name, screen] as const))(
	'%s in tmux',
	(_name, screen) => {
		test('is drawn, moves, follows the window, and leaves', async () => {
			const sandbox = createSandbox(node26);
			screen.seed(sandbox);
			const { tmux, waitFor } = createTmux(sandbox.project, sandbox.environment);
			tmux('new-session', '-d', '-x', '100', '-y', '30', 'bash --norc');
			// A long line that was typed would be broken anew by tmux at every size, over what is below it.
			const script = `#!/bin/sh\nexec ${node26.command.map((word) => `'${word}'`).join(' ')} "$@"\n`;
			writeFileSync(join(sandbox.project, 'm'), script, { mode: 0o755 });
			tmux('send-keys', '-l', ['./m', ...screen.args].join(' '));
			tmux('send-keys', 'Enter');
			await waitFor(screen.ready);
			tmux('send-keys', '-l', screen.moving.key.repeat(3));
			await waitFor(screen.moving.pointsAt);
			tmux('resize-window', '-x', '70', '-y', '16');
			const narrow = await waitFor(/^.{60,}[╯]$/m);
			expect(narrow.split('\n').every((line) => line.length <= 70)).toBe(true);
			tmux('resize-window', '-x', '120', '-y', '40');
			await waitFor(/^╰.{100,}╯$/m);
			await waitFor(screen.ready);
			tmux('send-keys', 'q');
			const left = await waitFor(screen.summary);
			expect(left).not.toContain('╭');
		});
	},
);
