import { displayUrl, maskKey } from '../endpoint.ts';
import type { SettingName, Settings } from './definitions.ts';
import { variableOf } from './sink-options.ts';
import { parseSinks, type SinkSettings } from './sinks.ts';

const HIDDEN = '****';

/** A sink as its owner may see it: secrets in headers and URLs are hidden, names of variables are none. */
export function shownSink(sink: SinkSettings): SinkSettings {
	if (sink.kind === 'prometheus' && sink.pushgateway !== undefined) {
		return { ...sink, pushgateway: displayUrl(sink.pushgateway) };
	}
	if (sink.kind !== 'otlp') return sink;
	const { headers, ...rest } = sink;
	const shown = { ...rest, endpoint: displayUrl(sink.endpoint) };
	if (headers === undefined) return shown;
	const names = Object.entries(headers).map(([name, text]) => [name, variableOf(text) === undefined ? HIDDEN : text]);
	return { ...shown, headers: Object.fromEntries(names) };
}

/** A setting as it holds, fit to be shown to its owner: no secret in it; undefined where it is not set. */
export function shownSetting(name: SettingName, values: Settings): string | undefined {
	if (name === 'key') return values.key && maskKey(values.key);
	if (name === 'url') return values.url && displayUrl(values.url.url);
	if (name === 'sinks') return JSON.stringify(values.sinks.map(shownSink));
	return String(values[name]);
}

/** A setting as a file gives it, fit to be shown to its owner before it holds. */
export function shownText(name: SettingName, text: string): string {
	if (name === 'url') return displayUrl(text);
	if (name !== 'sinks') return text;
	const parsed = parseSinks(text, { requireHttps: false });
	return parsed.kind === 'value' ? JSON.stringify(parsed.value.map(shownSink)) : parsed.message;
}
