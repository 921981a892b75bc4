import type { Handler } from '../spec.ts';
import { COMMANDS } from '../table.ts';
import { VERSION } from '../workplace.ts';
import { renderManual } from './manual.ts';

/** `man` */
export const man: Handler = (_, context) => {
	context.print(renderManual(COMMANDS, VERSION));
	return 0;
};
