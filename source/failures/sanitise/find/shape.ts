import { byteSet, WORD } from '../byte-set.ts';
import { LazyAutomaton } from '../pattern/lazy-automaton.ts';
import { parsePattern } from '../pattern/parse.ts';
import { randomness, varietyOf } from '../randomness.ts';
import type { Finder, ShapeRule } from '../rule.ts';
import type { View } from '../scan/view.ts';
import { isFreeBefore } from './boundary.ts';

const LEAST_VARIETY = 5;
/** What goes on behind this many bytes is no token that was cut short. */
const LONG = 200;

/** The finder of a shape; its automaton is built at the first hit, since most shapes never come up. */
export function shapeFinder(rule: ShapeRule): Finder {
	const { lead = 0, variety = LEAST_VARIETY } = rule;
	const before = rule.before === undefined ? WORD : byteSet(rule.before);
	const after = rule.after === undefined ? WORD : byteSet(rule.after);
	let automaton: LazyAutomaton | undefined;
	// What was too plain as a whole is so in every part: it is not read again at the next hit in it.
	let plainView: View | undefined;
	let plainEpoch = 0;
	let plainEnd = 0;
	const remember = (view: View, to: number) => {
		plainView = view;
		plainEpoch = view.epoch;
		plainEnd = to;
	};
	return (view, at, end, report) => {
		const start = at - lead;
		if (start < plainEnd && plainView === view && plainEpoch === view.epoch) return;
		if (start < view.from || !isFreeBefore(view, start, before)) return;
		automaton ??= new LazyAutomaton(parsePattern(rule.shape).node);
		const to = automaton.longestEnd(view.bytes, start, view.to);
		if (to < 0) return;
		if (after[view.at(to)] === 1) {
			if (to - start >= LONG) remember(view, to);
			return;
		}
		const isPlain =
			varietyOf(view.bytes, end, to, variety) < variety ||
			(rule.randomness !== undefined && randomness(view.bytes, end, to) < rule.randomness);
		if (!isPlain) return report(start, to);
		remember(view, to);
	};
}
