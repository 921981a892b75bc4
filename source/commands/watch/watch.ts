import { projectSettingsPath, userSettingsPath } from '../../adapters/settings-files.ts';
import { createPaint, hasColours } from '../../adapters/terminal.ts';
import type { TimeWindow } from '../../core/history/time-window.ts';
import { DEFAULT_WINDOW, hasNewestFailed } from '../../core/watch/runs-pane.ts';
import { observe } from '../../watch/observe.ts';
import { chooseScreen } from '../screen/choose.ts';
import { type Handler, textFlag, UserError } from '../spec.ts';
import { findProject, loadSettings } from '../workplace.ts';
import { findRunKey, readDetails } from './find-run.ts';
import { readWatchMode } from './mode.ts';
import { createOutput, dashboardNow } from './outputs.ts';
import { streamEvents } from './stream.ts';

/** `watch` */
export const watch: Handler = async ({ flags }, context) => {
	const { environment } = context;
	const mode = readWatchMode(flags, environment);
	const window = (textFlag(flags, 'window') ?? DEFAULT_WINDOW) as TimeWindow;
	const project = findProject(context);
	const output = createOutput(mode.format, createPaint(hasColours(environment, process.stdout.isTTY === true)));
	const observation = observe({ project, readSettings: () => loadSettings(project, environment) }, [
		projectSettingsPath(project),
		userSettingsPath(environment),
	]);
	try {
		if (mode.run !== undefined) {
			observation.look();
			const details = await readDetails(observation, findRunKey(observation, mode.run), { project, context });
			if (!details) throw new UserError('that run has just gone', 'See: murmur8 run list', 1);
			context.print(output.details(details));
			return mode.givesExitStatus && details.status === 'failed' ? 1 : 0;
		}
		const theme = chooseScreen(flags, context, mode.ends !== 'never' || mode.format !== 'plain');
		if (theme) {
			const { watchOnScreen } = await import('./on-screen.ts');
			return await watchOnScreen(observation, window, theme, { project, context, flags });
		}
		if (mode.ends === 'after-one-look') context.print(output.state(dashboardNow(observation.look(), window)));
		else {
			const code = await streamEvents(observation, output, mode, window, context, flags['notify'] === true);
			if (code !== undefined) return code;
		}
		return mode.givesExitStatus && hasNewestFailed(observation.reading().facts.history) ? 1 : 0;
	} finally {
		observation.close();
	}
};
