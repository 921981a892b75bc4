import { createEngine } from '../../failures/sanitise/sanitise.ts';
import type { Engine } from '../../failures/sanitise/scan/engine.ts';
import { readUserRules } from '../../failures/sanitise/user-rules.ts';
import { readSanitizeSettings } from '../sanitize/settings.ts';
import type { Context } from '../spec.ts';

/** What must be hidden in a log, and what need not. */
export interface Sanitising {
	readonly engine: Engine;
	readonly allowed: ReadonlySet<string>;
}

/** @throws UserError where it is not known what must be hidden */
export function prepareSanitising(context: Context): Sanitising {
	const { section, allowed } = readSanitizeSettings(context);
	return { engine: createEngine({ extra: readUserRules(section).rules }), allowed: new Set(allowed) };
}
