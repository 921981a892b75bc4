import { ENGINE_CALLS } from './engine-calls.ts';
import type { EngineMessage } from './engine-message.ts';
import { ENGINE_PROPERTIES } from './engine-properties.ts';
import { ENGINE_VALUES } from './engine-values.ts';

/** Of two that fit, the first one counts. */
export const ENGINE_MESSAGES: readonly EngineMessage[] = [...ENGINE_PROPERTIES, ...ENGINE_CALLS, ...ENGINE_VALUES];

/** The wording that stands for those of all engines; undefined for a message that is not an engine's own. */
export function engineMessage(message: string): { readonly text: string; readonly className?: string } | undefined {
	for (const { canonical, className, patterns } of ENGINE_MESSAGES) {
		for (const pattern of patterns) {
			const found = pattern.exec(message);
			if (!found) continue;
			// Of an expression that is called, engines write more or less of what stands before the last name.
			const text = canonical.replace('$1', found[1]?.split('.').at(-1) ?? '');
			return className === undefined ? { text } : { text, className };
		}
	}
	return undefined;
}
