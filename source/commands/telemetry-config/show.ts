import { displayUrl, maskKey } from '../../core/endpoint.ts';
import { deliveryMode } from '../../core/settings/delivery-mode.ts';
import { shownSetting, shownSink } from '../../core/settings/shown.ts';
import { telemetryLines, telemetryRemarks } from '../../core/telemetry-text.ts';
import { openExistingDatabase } from '../../store/database.ts';
import { listOutbox } from '../../store/outbox.ts';
import { chooseScreen } from '../screen/choose.ts';
import type { Handler } from '../spec.ts';
import { findProject, loadSettings, reportProblems } from '../workplace.ts';
import { getInterface } from './interface-setting.ts';
import { fromOption, isInterfaceName } from './names.ts';

function queueDepth(databasePath: string): number {
	try {
		const database = openExistingDatabase(databasePath);
		const depth = database ? listOutbox(database).length : 0;
		database?.close();
		return depth;
	} catch {
		return 0;
	}
}

/** `telemetry-config`: a screen in a terminal; else the four lines, then what else matters. */
export const showConfig: Handler = async ({ flags }, context) => {
	const theme = chooseScreen(flags, context, flags['json'] === true);
	if (theme) {
		const { showConfigScreen } = await import('./screen/open.ts');
		return showConfigScreen(context, theme);
	}
	const project = findProject(context);
	const settings = loadSettings(project, context.environment);
	const mode = deliveryMode(settings);
	const { url, key } = settings.values;
	const depth = queueDepth(project.databasePath);
	if (flags['json']) {
		const { problems, sources, inert, values } = settings;
		const sinks = values.sinks.map(shownSink);
		const shown = { ...values, url: url && displayUrl(url.url), key: key && maskKey(key), sinks };
		context.print(JSON.stringify({ status: mode.kind, settings: shown, sources, problems, inert, queue: depth }));
		return reportProblems(settings, context);
	}
	const facts = { isActive: mode.kind === 'active', url: url?.url, key, queueDepth: depth };
	for (const line of [...telemetryLines(facts), ...telemetryRemarks(settings, mode)]) context.print(line);
	return reportProblems(settings, context);
};

/** `telemetry-config get <name>`: one value, as a script wants it. */
export const getSetting: Handler = ({ positionals }, context) => {
	const name = fromOption(positionals[0] ?? '');
	if (isInterfaceName(name)) {
		context.print(getInterface(name, context));
		return 0;
	}
	const settings = loadSettings(findProject(context), context.environment);
	const { values, problems } = settings;
	// What stands in the value's place then is a default that does not hold.
	const own = problems.filter((problem) => problem.name === name || problem.name === undefined);
	if (own.length > 0) return reportProblems({ ...settings, problems: own }, context);
	context.print(shownSetting(name, values) ?? '');
	return 0;
};
