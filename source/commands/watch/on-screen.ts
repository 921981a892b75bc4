import { basename } from 'node:path';
import type { Project } from '../../adapters/paths.ts';
import { errorText } from '../../core/error-text.ts';
import type { TimeWindow } from '../../core/history/time-window.ts';
import { toTerminalText } from '../../core/terminal-text.ts';
import type { Watched } from '../../core/watch/dashboard.ts';
import { eventsBetween } from '../../core/watch/events.ts';
import type { RunningScreen } from '../../ui/run/run-screen.tsx';
import type { WatchIntent, WatchNews } from '../../ui/screens/watch/model.ts';
import type { Theme } from '../../ui/theme/themes.ts';
import type { Observation } from '../../watch/observe.ts';
import { readRunDetails } from '../run-details/read.ts';
import { showScreen } from '../screen/run.ts';
import type { Context, Flags } from '../spec.ts';
import { detailsSource } from './find-run.ts';
import { BELL, isFailure, withTrouble } from './stream.ts';

interface Place {
	readonly project: Project;
	readonly context: Context;
	readonly flags: Flags;
}

/** `watch` in a terminal. @returns the exit code */
export function watchOnScreen(
	observation: Observation,
	window: TimeWindow,
	theme: Theme,
	{ project, context, flags }: Place,
): Promise<number> {
	const first = observation.look();
	let last = withTrouble(first);
	const show = (watched: Watched, running: RunningScreen<WatchNews>) => {
		const next = withTrouble(watched);
		const events = eventsBetween(last, next);
		last = next;
		if (flags['notify'] && events.some(isFailure)) process.stdout.write(BELL);
		running.push({ event: { kind: 'facts', watched }, topic: 'facts', news: events.length });
	};
	const showDetails = async (key: string, running: RunningScreen<WatchNews>) => {
		const details = await readRunDetails(detailsSource(observation), key, { project, context });
		running.push({ event: { kind: 'details', key, details } });
	};
	const onIntent = async (intent: WatchIntent, running: RunningScreen<WatchNews>) => {
		if (intent.kind === 'refresh') return show(observation.look(), running);
		try {
			await showDetails(intent.key, running);
		} catch {
			// Files of the database went away under the reader; a new look opens what is there now.
			show(observation.look(), running);
			try {
				await showDetails(intent.key, running);
			} catch (error) {
				running.notify(toTerminalText(errorText(error)), 'bad');
			}
		}
	};
	return showScreen(context, theme, async () => {
		const [{ WATCH_SCREEN }, { initialWatch }] = await Promise.all([
			import('../../ui/screens/watch/screen.ts'),
			import('../../ui/screens/watch/model.ts'),
		]);
		return {
			screen: WATCH_SCREEN,
			initial: initialWatch(first, window),
			theme,
			project: toTerminalText(basename(project.dataRoot), 40),
			start: (running: RunningScreen<WatchNews>) => {
				observation.follow((watched) => show(watched, running));
				return observation.close;
			},
			onIntent,
		};
	});
}
