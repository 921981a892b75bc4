import { nowMs } from '../../adapters/clock.ts';
import { openTerminalSession } from '../../adapters/terminal-session.ts';
import { wantsTitle } from '../../core/interface-settings.ts';
import type { Scheduler } from '../../ui/run/ports.ts';
import type { RunOptions } from '../../ui/run/run-screen.tsx';
import type { Theme } from '../../ui/theme/themes.ts';
import type { Context } from '../spec.ts';
import { savedInterface } from './saved.ts';

export const scheduler: Scheduler = {
	nowMs,
	after: (ms, work) => {
		const timer = setTimeout(work, ms);
		return () => clearTimeout(timer);
	},
};

/** Ink's colours are decided once, when it is loaded, by rules of its own (`CI=false` takes them away): ours hold. */
function settleColours({ name }: Theme): void {
	process.env['FORCE_COLOR'] = name === 'none' ? '0' : '1';
}

type ScreenParts<State, Action extends string, Event, Intent> = Omit<
	RunOptions<State, Action, Event, Intent>,
	'terminal' | 'scheduler'
>;

/**
 * Loads what draws, runs a screen in this terminal, and leaves its last line on the normal one.
 * @param load imports the screen; its modules need Ink, which must not be loaded before the colours are settled
 * @returns the exit code
 */
export async function showScreen<State, Action extends string, Event, Intent>(
	context: Context,
	theme: Theme,
	load: () => Promise<ScreenParts<State, Action, Event, Intent>>,
): Promise<number> {
	settleColours(theme);
	const { runScreen } = await import('../../ui/run/run-screen.tsx');
	const parts = await load();
	const { environment } = context;
	const terminal = openTerminalSession({ hasTitle: wantsTitle(environment, savedInterface(environment)) });
	const { exitCode, summary } = await runScreen({ ...parts, terminal, scheduler });
	if (summary !== undefined) context.print(`murmur8 ${parts.screen.name}: ${summary}`);
	return exitCode;
}
