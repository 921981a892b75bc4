import type { TimeWindow } from '../../core/history/time-window.ts';
import type { Watched } from '../../core/watch/dashboard.ts';
import { eventsBetween, type WatchEvent } from '../../core/watch/events.ts';
import type { WatchFacts } from '../../core/watch/facts.ts';
import { isIdle, nowPane } from '../../core/watch/now-pane.ts';
import type { Observation } from '../../watch/observe.ts';
import type { Context } from '../spec.ts';
import type { WatchMode } from './mode.ts';
import { dashboardNow, type WatchOutput } from './outputs.ts';

export const BELL = '\u0007';

/** What a shell makes of a signal: 128 and its number. */
const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

const isOver = (facts: WatchFacts) => isIdle(nowPane(facts, facts.readAtMs));

export const isFailure = (event: WatchEvent): boolean => event.type === 'run-finished' && event.status === 'failed';

/** By stderr: what is printed stays what it is. */
function ringBell(): void {
	if (process.stderr.isTTY) process.stderr.write(BELL);
}

/** A source that can't be read any more is a problem like any other. */
export const withTrouble = ({ facts, trouble }: Watched): WatchFacts =>
	trouble === undefined ? facts : { ...facts, problems: [trouble, ...facts.problems] };

/**
 * Prints how things stand, then everything that happens, until nothing is in progress any more, nobody reads, or a
 * signal comes.
 * @returns undefined, or the exit code of the signal
 */
export function streamEvents(
	observation: Observation,
	output: WatchOutput,
	{ ends }: WatchMode,
	window: TimeWindow,
	context: Context,
	notifies: boolean,
): Promise<number | undefined> {
	return new Promise((resolve) => {
		const first = observation.look();
		let last = withTrouble(first);
		const handlers = Object.entries(SIGNALS).map(([name, code]) => [name, () => end(code)] as const);
		const end = (code: number | undefined) => {
			for (const [name, handler] of handlers) process.off(name, handler);
			observation.close();
			resolve(code);
		};
		const isDone = () => context.isReaderGone() || (ends === 'when-idle' && isOver(last));
		// Before anything is printed: whoever has seen it may send the signal.
		for (const [name, handler] of handlers) process.on(name, handler);
		context.print(output.state(dashboardNow(first, window)));
		if (isDone()) return end(undefined);
		observation.follow((watched) => {
			const next = withTrouble(watched);
			const events = eventsBetween(last, next);
			if (notifies && events.some(isFailure)) ringBell();
			for (const event of events) {
				context.print(output.event(event, next.readAtMs));
				if (context.isReaderGone()) return end(undefined);
			}
			last = next;
			if (isDone()) end(undefined);
		});
	});
}
