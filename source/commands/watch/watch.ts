import { nowMs } from '../../adapters/clock.ts';
import { projectSettingsPath, userSettingsPath } from '../../adapters/settings-files.ts';
import { createPaint, hasColours } from '../../adapters/terminal.ts';
import type { TimeWindow } from '../../core/history/time-window.ts';
import { DEFAULT_WINDOW, hasNewestFailed } from '../../core/watch/runs-pane.ts';
import { type Observation, observe } from '../../watch/observe.ts';
import { demonstrationAudience } from '../demonstration.ts';
import { readRunDetails } from '../run-details/read.ts';
import { chooseScreen } from '../screen/choose.ts';
import { savedInterface } from '../screen/saved.ts';
import { type Context, type Flags, type Handler, textFlag, UserError } from '../spec.ts';
import { findProject, loadSettings } from '../workplace.ts';
import { detailsSource, findRunKey } from './find-run.ts';
import { readWatchMode } from './mode.ts';
import { createOutput, dashboardNow } from './outputs.ts';
import { streamEvents } from './stream.ts';

async function openObservation(flags: Flags, context: Context): Promise<Observation> {
	if (flags['demo']) {
		const { observeSeeded } = await import('../../watch/seeded.ts');
		return observeSeeded(demonstrationAudience(context), nowMs());
	}
	const { environment } = context;
	const project = findProject(context);
	return observe({ project, readSettings: () => loadSettings(project, environment) }, [
		projectSettingsPath(project),
		userSettingsPath(environment),
	]);
}

/** `watch` */
export const watch: Handler = async ({ flags }, context) => {
	const { environment } = context;
	const mode = readWatchMode(flags, environment, savedInterface(environment));
	const window = (textFlag(flags, 'window') ?? DEFAULT_WINDOW) as TimeWindow;
	const project = findProject(context);
	const output = createOutput(
		mode.format,
		createPaint(hasColours(environment, process.stdout.isTTY === true)),
		flags['demo'] === true,
	);
	const observation = await openObservation(flags, context);
	try {
		if (mode.run !== undefined) {
			observation.look();
			const key = findRunKey(observation, mode.run);
			const details = await readRunDetails(detailsSource(observation), key, { project, context });
			if (!details) throw new UserError('that run has just gone', 'See: murmur8 run list', 1);
			context.print(output.details(details));
			return mode.givesExitStatus && details.status === 'failed' ? 1 : 0;
		}
		const theme = chooseScreen(flags, context, mode.ends !== 'never' || mode.format !== 'plain');
		if (theme) {
			const { watchOnScreen } = await import('./on-screen.ts');
			return await watchOnScreen(observation, window, theme, { project, context, flags });
		}
		// Nothing happens in a demonstration: as a text it is one look.
		if (mode.ends === 'after-one-look' || flags['demo'])
			context.print(output.state(dashboardNow(observation.look(), window)));
		else {
			const code = await streamEvents(observation, output, mode, window, context, flags['notify'] === true);
			if (code !== undefined) return code;
		}
		return mode.givesExitStatus && hasNewestFailed(observation.reading().facts.history) ? 1 : 0;
	} finally {
		observation.close();
	}
};
