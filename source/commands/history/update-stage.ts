import { nowMs } from '../../adapters/clock.ts';
import { toPrintableLine } from '../../core/text.ts';
import { updateStage } from '../../store/history.ts';
import { type Handler, UserError } from '../spec.ts';
import { changeHistory } from './access.ts';
import { readObjectArgument } from './entry-argument.ts';

const EXAMPLE = `murmur8 history update-stage user-auth alex '{"durationMs":41000}'`;

/** `history update-stage <slug> <stage> <json|->`: adds to the newest entry of a feature. */
export const historyUpdateStage: Handler = async ({ positionals }, context) => {
	const [slug = '', stage = '', json = '-'] = positionals;
	if (slug.trim() === '') throw new UserError('the slug is blank', `Name the feature: ${EXAMPLE}`);
	if (stage.trim() === '') throw new UserError('the stage is blank', `Name it: ${EXAMPLE}`);
	const data = readObjectArgument(json, "the stage's data", EXAMPLE, context);
	const isFound = await changeHistory(context, (database) => updateStage(database, slug, stage.trim(), data, nowMs()));
	const name = toPrintableLine(slug, 80);
	if (!isFound) throw new UserError(`the history has no entry of ${name}`, 'See: murmur8 history --all', 1);
	context.print(`Updated ${toPrintableLine(stage, 80)} of ${name}`);
	return 0;
};
