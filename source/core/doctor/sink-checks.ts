import { variableOf } from '../settings/sink-options.ts';
import type { Check } from './finding.ts';

/** Of the sinks that are configured now; what failed before they were is of no interest. */
export const SINK_CHECKS: readonly Check[] = [
	{
		id: 'sink-variable',
		severity: 'problem',
		look: ({ settings, inputs }) =>
			settings.values.sinks.flatMap((sink, index) => {
				if (sink.kind !== 'otlp') return [];
				const variables = Object.values(sink.headers ?? {}).flatMap((text) => variableOf(text) ?? []);
				return variables
					.filter((variable) => !inputs.environment[variable])
					.map((variable) => ({
						seen: `sink ${index + 1} (${sink.kind}) gets nothing: its header needs ${variable}, which is not set`,
						fix: `export ${variable}=<its value>`,
					}));
			}),
	},
	{
		id: 'sink-failing',
		severity: 'note',
		look: ({ settings, delivery }) =>
			delivery.failingSinks
				.filter(({ sink }) => settings.values.sinks.some(({ kind }, index) => sink === `${index + 1} ${kind}`))
				.map(({ sink, reason, failed }) => ({
					seen: `sink ${sink} failed the last time, ${failed} in all: ${reason}`,
					fix: 'murmur8 telemetry sinks --check',
				})),
	},
];
