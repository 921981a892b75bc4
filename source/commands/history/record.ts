import { nowMs } from '../../adapters/clock.ts';
import { toPrintableLine } from '../../core/text.ts';
import { type RecordResult, recordEntry } from '../../store/history.ts';
import { type Handler, UserError } from '../spec.ts';
import { changeHistory } from './access.ts';
import { readObjectArgument } from './entry-argument.ts';

const EXAMPLE = `murmur8 history record '{"slug":"user-auth","status":"success"}'`;

const SAID: Readonly<Record<RecordResult, string>> = {
	inserted: 'Recorded',
	merged: 'Merged into the entry of',
	known: 'Already recorded:',
};

/** `history record <json|->`: an entry that a pipeline wrote by hand. It makes no event. */
export const historyRecord: Handler = async ({ positionals }, context) => {
	const entry = readObjectArgument(positionals[0] ?? '-', 'the entry', EXAMPLE, context);
	const { slug } = entry;
	if (typeof slug !== 'string' || slug.trim() === '') {
		throw new UserError('the entry has no slug', `Name its feature: ${EXAMPLE}`);
	}
	const result = await changeHistory(context, (database) => recordEntry(database, entry, nowMs()));
	context.print(`${SAID[result]} ${toPrintableLine(slug, 80)}`);
	return 0;
};
