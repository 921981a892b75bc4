/**
 * What stands around a command, and nothing that the fast commands have already: this is a chunk, and chunks share no
 * code with the entry.
 */
export { endAs } from '../../adapters/command/end-as.ts';
export { handedDescriptors } from '../../adapters/command/started-with.ts';
export { wrapCommand } from '../../adapters/command/wrap-command.ts';
export { createOutputTail } from './output-tail.ts';
