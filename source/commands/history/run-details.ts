import { parseTime } from '../../adapters/local-time.ts';
import type { Project } from '../../adapters/paths.ts';
import { type DeliveryDetails, type RunDetails, readDetails } from '../../core/history/details.ts';
import { toTerminalText } from '../../core/terminal-text.ts';
import type { Database } from '../../store/database.ts';
import { deliveriesOf } from '../../store/deliveries.ts';
import { readItem } from '../../store/history-items.ts';
import { listDeadLetters, readEvent } from '../../store/outbox.ts';
import { codeWord } from '../outbox/view.ts';
import { runFailures } from '../run-failures.ts';
import type { Context } from '../spec.ts';

const ATTEMPTS_SHOWN = 10;
const REASON_LENGTH = 200;

function deliveriesOfRun(database: Database, runId: string): readonly DeliveryDetails[] {
	return deliveriesOf(database, runId, ATTEMPTS_SHOWN)
		.toReversed()
		.map(({ atMs, result, statusCode, reason, durationMs }) => ({
			atMs,
			result,
			words: toTerminalText(`${codeWord(statusCode)}${reason ?? ''} ${durationMs} ms`, REASON_LENGTH),
		}));
}

/** What is not told by the last delivery. */
function placeOf(database: Database, runId: string): string {
	if (readEvent(database, runId)) return 'waits in the outbox';
	const isDead = listDeadLetters(database).some((letter) => letter.runId === runId);
	return isDead ? 'rejected; see: murmur8 outbox' : '';
}

/** What is known of a run right now; undefined where it is no longer there. */
export async function readRunDetails(
	database: Database,
	identity: string,
	{ project, context }: { readonly project: Project; readonly context: Context },
): Promise<RunDetails | undefined> {
	const item = readItem(database, identity);
	if (!item) return undefined;
	const runId = identity.startsWith('run:') ? identity.slice('run:'.length) : '';
	const deliveries = runId === '' ? [] : deliveriesOfRun(database, runId);
	return readDetails(identity, item.entry, parseTime, {
		failures: runId === '' ? [] : await runFailures(database, project, runId, context),
		deliveries,
		delivery: placeOf(database, runId),
	});
}
