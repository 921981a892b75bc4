import { resolve } from 'node:path';
import { nowMs } from '../adapters/clock.ts';
import type { SinkOf } from '../core/settings/sinks.ts';
import { appendToFile, checkAppendable } from './append-file.ts';
import { type Sink, type SinkTools, toBytes } from './sink.ts';

/** One JSON document per line and run. */
export function createJsonFileSink({ path }: SinkOf<'json-file'>, { root }: SinkTools): Sink {
	const file = resolve(root, path);
	return {
		render: ({ run }) => [{ form: 'line of the file', body: toBytes(`${JSON.stringify(run.value)}\n`) }],
		deliver: async (messages) => {
			for (const { body } of messages) appendToFile(file, body, nowMs());
		},
		check: async () => {
			checkAppendable(file);
			return 'the file can be written';
		},
	};
}
