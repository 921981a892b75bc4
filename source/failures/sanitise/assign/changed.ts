import { isTextAt } from '../byte-set.ts';
import type { Report } from '../rule.ts';
import type { View } from '../scan/view.ts';
import type { Separator } from './separator.ts';
import { readValue, type Value } from './value.ts';
import { isWorthHiding, type Needed } from './worth.ts';

const ARROWS = [' -> ', ' => '];

/** `password = "old" -> "new"`, as plans of changes have it: the new value. */
export function reportChanged(view: View, needed: Needed, value: Value, separator: Separator, report: Report): void {
	const behind = value.isQuoted ? value.end + 1 : value.end;
	const arrow = ARROWS.find((text) => isTextAt(view.bytes, text, behind, view.to));
	if (arrow === undefined) return;
	const changed = readValue(view, behind + arrow.length, false);
	if (changed.isQuoted && isWorthHiding(view, needed, changed, separator)) report(changed.start, changed.end);
}
