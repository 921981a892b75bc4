import type { Point } from '../core/metrics/point.ts';
import { toPrintableLine } from '../core/text.ts';
import { type Sink, type SinkTools, toBytes } from './sink.ts';

/** `murmur8.stage.tokens{stage=alex,direction=input} 1200` */
export function pointText({ name, labels, value }: Point): string {
	const pairs = Object.entries(labels).map(([label, text]) => `${label}=${text}`);
	return toPrintableLine(`${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${value}`);
}

/** One line per point, for who watches the process. */
export function createStderrSink({ printError }: SinkTools): Sink {
	return {
		render: ({ run }) =>
			(run.value.points ?? []).map((point) => ({ form: 'line', body: toBytes(`${pointText(point)}\n`) })),
		deliver: async (messages) => {
			const decoder = new TextDecoder();
			for (const { body } of messages) printError?.(decoder.decode(body).slice(0, -1));
		},
		check: async () => 'printed by commands that stay attached; nothing to connect to',
	};
}
