import { randomness } from '../randomness.ts';
import type { View } from '../scan/view.ts';
import { textOf } from '../text-of.ts';
import { wordsOf } from './key-name.ts';
import type { Name } from './name.ts';
import type { Value } from './value.ts';

/** A bare service's name (`heroku 1234…`) proves nothing: the value must be long and drawn by chance. */
export function isServiceValue(view: View, { start, end }: Value): boolean {
	return end - start >= 24 && randomness(view.bytes, start, Math.min(end, start + 128)) >= 15;
}

/** A service's name is shorter. */
const PLACE_BITS = 8;

const ENDS = /^(?:api|key|token|secret|access|auth|id|client|pass|app|bot|web|private|$)/;

function isNamedAfterService(name: string, service: string): boolean {
	const wanted = service.toLowerCase().replace(/[-_]/, '');
	const all = wordsOf(name);
	return all.some((word, index) => {
		const joined = word.startsWith(wanted) ? word : `${word}${all[index + 1] ?? ''}`;
		return joined.startsWith(wanted) && ENDS.test(joined.slice(wanted.length));
	});
}

/** Whether the service that stands at `at` is a word of the name of its own: `ETSY_KEY`, not `SetSysctl`. */
export function isNamedAfter(view: View, { start, known }: Name, at: number, end: number): boolean {
	const place = ((at - start) << PLACE_BITS) | (end - at);
	const before = known.isNamedAfter.get(place);
	if (before !== undefined) return before;
	const isNamed = isNamedAfterService(known.text, textOf(view.bytes, at, end));
	known.isNamedAfter.set(place, isNamed);
	return isNamed;
}
