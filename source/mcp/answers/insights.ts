import { parseTime } from '../../adapters/local-time.ts';
import { entryTimeMs } from '../../core/entry-identity.ts';
import { rowTimeMs } from '../../core/history/row.ts';
import { isInWindow, type TimeWindow } from '../../core/history/time-window.ts';
import { computeInsights } from '../../core/insights/insights.ts';
import { measureEntry } from '../../core/metrics/measured-entry.ts';
import { isPermitted } from '../../core/privacy/field.ts';
import type { ServedProject } from '../../served/project-reader.ts';

/** What the finished runs of a window say together. Of what may be seen of them: nothing is added up that is withheld. */
export function answerInsights(
	{ audience, runs, isTruncated }: ServedProject,
	window: TimeWindow,
	nowMs: number,
): Readonly<Record<string, unknown>> {
	// Sums over ids and times alone would say that nothing ever succeeds.
	if (!isPermitted({ class: 'user' }, audience))
		return { audience, notice: 'insights are withheld from this audience' };
	const measured = runs
		.filter(({ isInProgress, row }) => !isInProgress && isInWindow({ timeMs: rowTimeMs(row) }, window, nowMs))
		.flatMap(({ entry }) => measureEntry(entry, '', entryTimeMs(entry, parseTime) ?? 0, parseTime) ?? []);
	return { audience, ...(isTruncated ? { truncated: true } : {}), ...computeInsights(measured) };
}
