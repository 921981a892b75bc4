import { countHistory, hideHistory, restoreHistory } from '../../store/history.ts';
import { type Handler, UserError } from '../spec.ts';
import { changeHistory, viewHistory } from './access.ts';
import { canAsk, confirm } from './confirm.ts';

const entries = (count: number) => `${count} ${count === 1 ? 'entry' : 'entries'}`;

/** `history clear`: hides what the history shows; nothing is deleted. */
export const historyClear: Handler = async ({ flags }, context) => {
	let count = 0;
	await viewHistory({}, context, (history) => {
		count = history.count();
	});
	if (count === 0) {
		context.print('No history to clear.');
		return 0;
	}
	if (!flags['force']) {
		if (!canAsk())
			throw new UserError('nobody can be asked here', 'To clear the history: murmur8 history clear --force');
		// The database is closed meanwhile: other processes record while somebody thinks.
		if (!confirm(`This will remove ${entries(count)} from the history. Continue?`)) {
			context.print('Clear cancelled. History unchanged.');
			return 0;
		}
	}
	const removed = await changeHistory(context, hideHistory);
	context.print(`Pipeline history cleared. ${entries(removed)} removed.`);
	context.print("Run 'murmur8 history restore' to bring them back.");
	return 0;
};

/** `history restore`: shows again what was cleared, here or by another program. */
export const historyRestore: Handler = async (_invocation, context) => {
	let restored = 0;
	let shown = 0;
	await changeHistory(context, (database) => {
		restored = restoreHistory(database);
		shown = countHistory(database);
	});
	context.print(restored === 0 ? 'Nothing to restore.' : `${entries(restored)} restored, ${shown} in the history.`);
	return 0;
};
