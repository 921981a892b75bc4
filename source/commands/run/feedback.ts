import { readJsonFile } from '../../adapters/files.ts';
import { claudeFile } from '../../adapters/paths.ts';
import { readFeedback, readFeedbackConfig, shouldPause } from '../../core/feedback.ts';
import { recordFeedback } from '../../lifecycle/stage.ts';
import { type Handler, UserError } from '../spec.ts';
import { findProject } from '../workplace.ts';
import { guarded } from './guard.ts';
import { targetRun } from './target.ts';

const EXIT_PAUSE = 10;

/** `run feedback <stage> [text|-]`: the gate needs no database, so it works where recording does not. */
export const runFeedback: Handler = async ({ positionals, flags }, context) => {
	const stage = (positionals[0] ?? '').trim();
	if (stage === '') throw new UserError('the stage is blank', 'Name it: murmur8 run feedback alex -');
	const argument = positionals[1] ?? '-';
	const reading = readFeedback(argument === '-' ? context.readStdin() : argument);
	if (reading.kind === 'none') {
		context.debug(`feedback for ${stage} not stored: ${reading.reason}`);
		return 0;
	}
	const { feedback } = reading;
	await guarded(context, (database, project) => {
		const runId = targetRun(database, project, flags, context);
		if (runId === undefined || !recordFeedback(database, runId, stage, feedback)) context.debug('no run in progress');
	});
	if (!flags['gate']) return 0;
	const config = readFeedbackConfig(readJsonFile(claudeFile(findProject(context), 'feedback-config.json')));
	return shouldPause(feedback, config) ? EXIT_PAUSE : 0;
};
