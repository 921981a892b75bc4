import { localDateTime, parseTime } from '../../adapters/local-time.ts';
import { entryTimeMs } from '../../core/entry-identity.ts';
import { computeInsights } from '../../core/insights/insights.ts';
import { SEEDED_WORDS } from '../../core/live/seeded-words.ts';
import { measureEntry } from '../../core/metrics/measured-entry.ts';
import type { MeasuredRun } from '../../core/metrics/measured-run.ts';
import { printableJson } from '../../core/printable-json.ts';
import { renderInsights } from '../../render/insights-text.ts';
import type { Context, Flags, Handler } from '../spec.ts';
import { viewHistory } from './access.ts';

function show(runs: readonly MeasuredRun[], flags: Flags, context: Context): void {
	const insights = computeInsights(runs);
	const isSeeded = flags['demo'] === true;
	if (flags['json']) {
		context.print(printableJson({ source: isSeeded ? 'seeded' : 'live', ...insights }));
		return;
	}
	const text = renderInsights(insights, localDateTime);
	context.print(isSeeded ? `${SEEDED_WORDS}\n\n${text}` : text);
}

/** `insights`: what the finished runs of this project say together. */
export const insights: Handler = ({ flags }, context) => {
	return viewHistory(flags, context, (history) => {
		const runs = history.list(undefined).flatMap((entry) => {
			return measureEntry(entry, '', entryTimeMs(entry, parseTime) ?? 0, parseTime) ?? [];
		});
		show(runs, flags, context);
	});
};
