import { createApp } from './app.ts';
import { createEventStreams } from './event-streams.ts';
import type { Page } from './headers.ts';
import { type Binding, createHostCheck } from './hosts.ts';
import { listen } from './listen.ts';
import type { ViewSource } from './source.ts';

export interface ServerOrder {
	readonly source: ViewSource;
	readonly page: Page;
	readonly binding: Binding;
	readonly token: string | undefined;
	/** Random id of this server. */
	readonly instance: string;
	/** Name of this machine. */
	readonly machine: string;
	readonly debug: (text: string) => void;
}

export interface RunningServer {
	readonly port: number;
	readonly hosts: readonly string[];
	readonly close: () => Promise<void>;
}

/** Serves a project until it is closed. @throws the system's error where the address can't be had */
export async function startServer(order: ServerOrder): Promise<RunningServer> {
	const { source, page, binding, token, instance, machine, debug } = order;
	const streams = createEventStreams(instance);
	const isOwnHost = createHostCheck(binding.hosts, machine);
	const app = createApp({ source, streams, page, isOwnHost, token, debug });
	const listening = await listen(binding, (request, connection) => app.fetch(request, connection));
	source.follow(streams.tell);
	return {
		port: listening.port,
		hosts: listening.hosts,
		close: async () => {
			streams.close();
			await listening.close();
			source.close();
		},
	};
}
