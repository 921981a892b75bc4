import type { Run } from './run.ts';

/** What stands for a stage where a log is of none of them. */
export const WHOLE_RUN = 'run';

/** A stage's name, or a run's id, as a name of files. */
export const toFileName = (text: string): string => text.replaceAll(/[^\w-]+/g, '_').slice(0, 60) || '_';

/** `nigel-tests.log`, `nigel-tests-2.log.gz`: a stage that is tried again has a log of each attempt. */
const NAME = /^([\w-]+?)(?:-\d+)?(?:\.[\w.-]*)?$/;

/**
 * The stage that a log is of, as its name tells: logs that are kept here are named after their stage.
 * @param otherwise for a name that tells none
 */
export function stageOfLog(fileName: string, { stages }: Pick<Run, 'stages'>, otherwise: string): string {
	const [whole = '', name = ''] = NAME.exec(fileName) ?? [];
	const bare = whole.replace(/\..*/, '');
	const names = [...stages.map((stage) => stage.name), WHOLE_RUN];
	return (
		names.find((stage) => toFileName(stage) === bare) ?? names.find((stage) => toFileName(stage) === name) ?? otherwise
	);
}
