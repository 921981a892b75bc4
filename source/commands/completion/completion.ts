import { toPrintableLine } from '../../core/text.ts';
import { type Handler, UserError } from '../spec.ts';
import { COMMANDS } from '../table.ts';
import { bashCompletion } from './bash.ts';
import { fishCompletion } from './fish.ts';
import { completionModel } from './model.ts';
import { SHELLS } from './table.ts';
import { zshCompletion } from './zsh.ts';

const WRITERS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

/** `completion bash|zsh|fish` */
export const completion: Handler = ({ positionals }, context) => {
	const shell = SHELLS.find((name) => name === positionals[0]);
	if (!shell) {
		const given = JSON.stringify(toPrintableLine(positionals[0] ?? '', 40));
		throw new UserError(`no completion for the shell ${given}`, `One of: ${SHELLS.join(', ')}`);
	}
	context.print(WRITERS[shell](completionModel(COMMANDS)));
	return 0;
};
