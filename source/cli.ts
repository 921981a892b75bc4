#!/usr/bin/env node
import './old-node.ts';
import { BACKGROUND_VERB, HOOK_VERB } from './adapters/runtime.ts';
import { main } from './commands/main.ts';

if (process.argv[2] === BACKGROUND_VERB) {
	const { runBackground } = await import('./delivery/background.ts');
	await runBackground().catch(() => {});
	process.exit(0);
}
if (process.argv[2] === HOOK_VERB) {
	// Whatever happens: another exit code would block what the agent is about to do.
	await import('./commands/hook/hook.ts').then(({ runHook }) => runHook(process.argv.slice(3))).catch(() => {});
	process.exit(0);
}
process.exitCode = await main(process.argv.slice(2));
// When all that was begun has ended (the order to the background process is written). Left to itself, the runtime would
// take every object down in order, and close a database that a `run` command leaves open.
process.once('beforeExit', () => process.exit());
