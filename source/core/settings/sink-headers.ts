import { variableOf } from './sink-options.ts';
import type { SinkSettings } from './sinks.ts';

/**
 * The sinks with `env:NAME` in their headers replaced by what the variable holds, for a process that has no such
 * environment. A variable that is not set stays as it is written; its sink says so when it is used.
 */
export function resolveHeaders(
	sinks: readonly SinkSettings[],
	environment: Readonly<Record<string, string | undefined>>,
): readonly SinkSettings[] {
	return sinks.map((sink) => {
		if (sink.kind !== 'otlp' || sink.headers === undefined) return sink;
		const headers = Object.entries(sink.headers).map(([name, text]) => {
			const variable = variableOf(text);
			return [name, (variable && environment[variable]) || text];
		});
		return { ...sink, headers: Object.fromEntries(headers) };
	});
}
