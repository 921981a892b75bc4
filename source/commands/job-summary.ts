import { appendFileSync, type Stats, statSync } from 'node:fs';
import type { Context } from './spec.ts';

/** What GitHub takes of one step; of more it shows nothing at all. */
const LARGEST_SUMMARY = 1024 * 1024;

/** Where the runner collects the Markdown of a step, if it does. */
const placeOf = ({ environment }: Context): string | undefined =>
	environment['GITHUB_STEP_SUMMARY']?.trim() || undefined;

/** @throws where something stands there that is no file */
function sizeOf(path: string): number {
	const stats: Stats | undefined = statSync(path, { throwIfNoEntry: false });
	// A FIFO would wait for its reader for ever.
	if (stats && !stats.isFile()) throw new Error(`${path} is no file`);
	return stats?.size ?? 0;
}

/**
 * Adds to the summary of the CI job, where the runner says where that is; else it is printed. What is there already stays,
 * and so it does where this would be too much.
 */
export function addJobSummary(markdown: string, context: Context): void {
	const path = placeOf(context);
	if (path === undefined) {
		context.print(markdown.trimEnd());
		return;
	}
	try {
		const addition = `${markdown}\n`;
		if (sizeOf(path) + Buffer.byteLength(addition) > LARGEST_SUMMARY) {
			context.warn('murmur8: the summary of the job is full; nothing was added to it');
			return;
		}
		appendFileSync(path, addition);
	} catch (error) {
		context.warn('murmur8: the summary of the job can’t be written (MURMUR8_DEBUG=1 says why)');
		context.debug(String(error));
	}
}
