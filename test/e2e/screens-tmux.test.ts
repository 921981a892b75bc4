import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox } from '../support/sandbox.ts';
import { SCREENS } from '../support/screens.ts';
import { createTmux, hasTmux } from '../support/tmux.ts';

const [, node26] = RUNTIMES;
if (!node26) throw new Error('no runtime');

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
