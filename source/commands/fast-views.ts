import { HISTORY_COMMANDS } from './history/table.ts';
import { PROJECT_COMMANDS } from './project/table.ts';

/** Commands outside of `run` that take the short way, with the rows of their tables. */
export const VIEW_COMMANDS = [...HISTORY_COMMANDS, ...PROJECT_COMMANDS];
