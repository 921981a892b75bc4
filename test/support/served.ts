import { randomUUID } from 'node:crypto';
import { resolveProject } from '../../source/adapters/paths.ts';
import { EMPTY_SETTINGS_FILE } from '../../source/core/settings/file.ts';
import { type ResolvedSettings, resolveSettings } from '../../source/core/settings/resolve.ts';
import { createApp } from '../../source/server/app.ts';
import { createEventStreams, type EventStreams } from '../../source/server/event-streams.ts';
import { createHostCheck, LOOPBACK_HOSTS } from '../../source/server/hosts.ts';
import { createViewMaker } from '../../source/server/make-view.ts';
import { serveProject } from '../../source/server/project-source.ts';
import type { ViewSource } from '../../source/server/source.ts';

export const PAGE = { html: '<!doctype html><title>page</title>', scriptHash: 'sha256-a', styleHash: 'sha256-b' };
const PORT = 9_100;
export const HOST = `127.0.0.1:${PORT}`;

/** Settings as these variables make them. */
export const settingsOf = (environment: Readonly<Record<string, string>>): ResolvedSettings =>
	resolveSettings({ flags: {}, environment, dotenv: {}, project: EMPTY_SETTINGS_FILE, user: EMPTY_SETTINGS_FILE });

/** A source of a project in a folder, under settings that may change. */
export function sourceOf(root: string, readSettings: () => ResolvedSettings): ViewSource {
	const project = { ...resolveProject(root, ''), root, dataRoot: root };
	const makeView = createViewMaker(randomUUID(), '1.2.3');
	return serveProject({ project, readSettings, settingsPaths: [], makeView });
}

export interface Asking {
	readonly method?: string;
	readonly headers?: Readonly<Record<string, string>>;
}

export interface AppWorld {
	/** What the server says to a request that comes in by its port. */
	readonly ask: (path: string, asking?: Asking) => Promise<Response>;
	readonly streams: EventStreams;
	/** How many connections were cut. */
	readonly dropped: () => number;
}

/** The server without sockets. */
export function appOver(
	source: ViewSource,
	more: { readonly token?: string; readonly hosts?: readonly string[] } = {},
): AppWorld {
	const streams = createEventStreams('instance');
	const isOwnHost = createHostCheck(more.hosts ?? LOOPBACK_HOSTS, 'machine.example.com');
	const app = createApp({ source, streams, page: PAGE, isOwnHost, token: more.token, debug: () => {} });
	let dropped = 0;
	return {
		streams,
		dropped: () => dropped,
		ask: async (path, { method = 'GET', headers = {} } = {}) => {
			const request = new Request(`http://${HOST}${path}`, { method, headers: { host: HOST, ...headers } });
			return app.fetch(request, { port: PORT, drop: () => dropped++ });
		},
	};
}
