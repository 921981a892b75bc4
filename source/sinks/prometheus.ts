import { resolve } from 'node:path';
import { replaceFile } from '../adapters/replace-file.ts';
import type { SinkOf } from '../core/settings/sinks.ts';
import { renderExposition } from './exposition.ts';
import { askBackend } from './http.ts';
import { type Sink, SinkError, type SinkMessage, type SinkTools, toBytes } from './sink.ts';

/** Read by a node exporter that may run as somebody else. */
const FILE_MODE = 0o644;
const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';
const PUSH = 'PUT /metrics/job/murmur8/instance/';
const FILE = 'textfile';

function pushUrl(base: string, instance: string): string {
	const url = new URL(base);
	url.pathname = `${url.pathname.replace(/(?<!\/)\/+$/, '')}/metrics/job/murmur8/instance/${encodeURIComponent(instance)}`;
	return url.href;
}

/**
 * A text file for the node exporter, a Pushgateway, or both. Both get the sums so far: Prometheus reads what is there
 * when it comes by. Each project is an instance of its own, so that none overwrites another one's.
 */
export function createPrometheusSink(settings: SinkOf<'prometheus'>, { root, userAgent }: SinkTools): Sink {
	const { textfile, pushgateway } = settings;
	const headers = { 'content-type': CONTENT_TYPE, 'user-agent': userAgent };
	const push = async (instance: string, body: Uint8Array, remainingMs: () => number) => {
		const url = pushUrl(pushgateway ?? '', instance);
		const { status } = await askBackend({ method: 'PUT', url, headers, body }, remainingMs);
		if (status < 200 || status > 299) throw new SinkError(`the Pushgateway answered ${status}`);
	};
	return {
		render: async ({ totals }): Promise<readonly SinkMessage[]> => {
			const instance = totals?.value.instance ?? '';
			const messages: SinkMessage[] = [];
			if (textfile !== undefined) {
				messages.push({ form: FILE, body: toBytes(await renderExposition(totals, { instance })) });
			}
			if (pushgateway !== undefined) {
				messages.push({ form: `${PUSH}${instance}`, body: toBytes(await renderExposition(totals)) });
			}
			return messages.filter(({ body }) => body.length > 0);
		},
		deliver: async (messages, remainingMs) => {
			for (const { form, body } of messages) {
				if (form === FILE) replaceFile(resolve(root, textfile ?? ''), body, FILE_MODE);
				else await push(form.slice(PUSH.length), body, remainingMs);
			}
		},
		check: async (remainingMs) => {
			if (pushgateway === undefined) return 'the file is written with the next run';
			// A push of nothing to a group of its own leaves nothing behind.
			await push('murmur8-check', new Uint8Array(), remainingMs);
			return 'the Pushgateway takes pushes';
		},
	};
}
