import type { SinkSettings } from '../core/settings/sinks.ts';
import type { Sink, SinkTools } from './sink.ts';

/** The sink that settings name. Each kind is loaded when it is used. */
export async function createSink(settings: SinkSettings, tools: SinkTools): Promise<Sink> {
	switch (settings.kind) {
		case 'json-file':
			return (await import('./json-file.ts')).createJsonFileSink(settings, tools);
		case 'stderr':
			return (await import('./stderr.ts')).createStderrSink(tools);
		case 'otlp':
			return (await import('./otlp.ts')).createOtlpSink(settings, tools);
		case 'prometheus':
			return (await import('./prometheus.ts')).createPrometheusSink(settings, tools);
		case 'statsd':
			return (await import('./statsd.ts')).createStatsdSink(settings);
		case 'cloudwatch':
			return (await import('./cloudwatch.ts')).createCloudwatchSink(settings, tools);
	}
}
