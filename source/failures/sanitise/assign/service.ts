import { randomness } from '../randomness.ts';
import type { View } from '../scan/view.ts';
import { wordsOf } from './key-name.ts';
import type { Value } from './value.ts';

/** A bare service's name (`heroku 1234…`) proves nothing: the value must be long and drawn by chance. */
export function isServiceValue(view: View, { start, end }: Value): boolean {
	return end - start >= 24 && randomness(view.bytes, start, Math.min(end, start + 128)) >= 15;
}

const ENDS = /^(?:api|key|token|secret|access|auth|id|client|pass|app|bot|web|private|$)/;

const namedAfter = new Map<string, boolean>();
const MOST_KNOWN = 4096;

/** Whether the service is a word of the name of its own: `ETSY_KEY`, not `SetSysctl`. */
export function isNamedAfterService(name: string, service: string): boolean {
	const both = `${service} ${name}`;
	const known = namedAfter.get(both);
	if (known !== undefined) return known;
	const wanted = service.toLowerCase().replace(/[-_]/, '');
	const all = wordsOf(name);
	const isNamed = all.some((word, index) => {
		const joined = word.startsWith(wanted) ? word : `${word}${all[index + 1] ?? ''}`;
		return joined.startsWith(wanted) && ENDS.test(joined.slice(wanted.length));
	});
	if (namedAfter.size >= MOST_KNOWN) namedAfter.clear();
	namedAfter.set(both, isNamed);
	return isNamed;
}
