import { createEngine } from '../../failures/sanitise/sanitise.ts';
import type { SanitiserOptions } from '../../failures/sanitise/stream/replacing.ts';
import { readUserRules } from '../../failures/sanitise/user-rules.ts';
import { checkFile, type Outcome, sanitiseInPlace } from './one-file.ts';

/** What a worker is told; plain data, because it crosses a thread. */
export interface Order {
	readonly mode: 'check' | 'in-place';
	readonly isCanonical: boolean;
	readonly isNumbered: boolean;
	/** The rules of the settings, as they stand there; they were read without problems before. */
	readonly section: unknown;
	readonly allowed: readonly string[];
}

/** Makes what does the work on one file after the other. */
export function createJob({ mode, isCanonical, isNumbered, section, allowed }: Order): (path: string) => Outcome {
	const engine = createEngine({ isCanonical, extra: readUserRules(section).rules });
	const options: SanitiserOptions = { isNumbered, allowed: new Set(allowed) };
	return (path) => (mode === 'check' ? checkFile : sanitiseInPlace)(path, engine, options);
}
