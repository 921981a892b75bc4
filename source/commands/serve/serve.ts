import { os } from '../../adapters/builtin.ts';
import { nowMs } from '../../adapters/clock.ts';
import { randomUuid } from '../../adapters/random-id.ts';
import { projectSettingsPath, userSettingsPath } from '../../adapters/settings-files.ts';
import { errorText } from '../../core/error-text.ts';
import { SEEDED_WORDS } from '../../core/live/seeded-words.ts';
import { toPrintableLine } from '../../core/text.ts';
import { serveDemonstration } from '../../server/demo-source.ts';
import { waitForFirstView } from '../../server/first-view.ts';
import { inHeader } from '../../server/hosts.ts';
import { createViewMaker } from '../../server/make-view.ts';
import { serveProject } from '../../server/project-source.ts';
import { type RunningServer, startServer } from '../../server/server.ts';
import type { ViewSource } from '../../server/source.ts';
import { demonstrationAudience } from '../demonstration.ts';
import { type Context, type Handler, UserError } from '../spec.ts';
import { findProject, loadSettings, VERSION } from '../workplace.ts';
import { readServeOptions, type ServeOptions } from './options.ts';

/** What a signal makes of a server that has ended in order. */
const EXIT_CODES = { SIGHUP: 0, SIGINT: 130, SIGTERM: 0 } as const;

function openSource(isDemo: boolean, instance: string, context: Context): ViewSource {
	const { environment } = context;
	const project = findProject(context);
	const makeView = createViewMaker(instance, VERSION);
	if (isDemo) {
		demonstrationAudience(context);
		return serveDemonstration(loadSettings(project, environment), makeView, nowMs());
	}
	return serveProject({
		project,
		readSettings: () => loadSettings(project, environment),
		settingsPaths: [projectSettingsPath(project), userSettingsPath(environment)],
		makeView,
	});
}

const ERRORS: Readonly<Record<string, (port: number) => UserError>> = {
	EADDRINUSE: (port) =>
		new UserError(`port ${port} is taken by another program`, 'Choose another: --port 9101, or --port 0 for any', 1),
	EACCES: (port) => new UserError(`port ${port} may not be taken`, 'Choose one above 1023: --port 9100', 1),
	EADDRNOTAVAIL: () => new UserError('this machine has no such address', 'See: murmur8 serve --help'),
	ENOTFOUND: () => new UserError('--host is no address of this machine', 'See: murmur8 serve --help'),
};

async function start(source: ViewSource, options: ServeOptions, instance: string, context: Context) {
	const { default: page } = await import('virtual:dashboard-page');
	try {
		const { debug } = context;
		return await startServer({ ...options, source, page, instance, machine: os().hostname(), debug });
	} catch (error) {
		source.close();
		const { code = '' } = error as NodeJS.ErrnoException;
		throw ERRORS[code]?.(options.binding.port) ?? error;
	}
}

function untilSignal(): Promise<number> {
	return new Promise((resolve) => {
		for (const [name, code] of Object.entries(EXIT_CODES)) process.once(name, () => resolve(code));
	});
}

function say({ port, hosts }: RunningServer, source: ViewSource, isJson: boolean, context: Context): void {
	const urls = hosts.map((host) => `http://${inHeader(host)}:${port}/`);
	const audience = source.last()?.audience;
	if (isJson) {
		context.print(JSON.stringify({ url: urls[0], urls, port, audience, source: source.last()?.source ?? 'empty' }));
		return;
	}
	if (source.last()?.source === 'seeded') context.print(SEEDED_WORDS);
	context.print(`murmur8 serves ${urls.join(' and ')}`);
	context.print(`Audience ${audience ?? 'unknown: the database can’t be read yet'}. Ctrl+C ends it.`);
}

/** `serve`: until a signal comes. */
export const serve: Handler = async ({ flags }, context) => {
	const options = readServeOptions(flags, context);
	const instance = randomUuid();
	const source = openSource(flags['demo'] === true, instance, context);
	try {
		await waitForFirstView(source);
	} catch (error) {
		context.warn(`murmur8: ${toPrintableLine(errorText(error), 300)}`);
		context.warn('  Requests are answered with 503 until it can be read.');
	}
	// Before anything is printed: whoever has seen it may send the signal.
	const ended = untilSignal();
	const server = await start(source, options, instance, context);
	say(server, source, flags['json'] === true, context);
	const code = await ended;
	await server.close();
	return code;
};
