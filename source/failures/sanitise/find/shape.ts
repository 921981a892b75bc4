import { type ByteSet, byteSet, WORD } from '../byte-set.ts';
import { parsePattern } from '../pattern/parse.ts';
import { TokenMatcher } from '../pattern/token-matcher.ts';
import { randomness, varietyOf } from '../randomness.ts';
import type { Finder, ShapeRule } from '../rule.ts';
import type { View } from '../scan/view.ts';
import { isFreeBefore } from './boundary.ts';

const LEAST_VARIETY = 5;
/** What goes on behind this many bytes is no token that was cut short. */
const LONG = 200;
/** So many hits are read in vain inside of one range before the rest of it is left alone. */
const MOST_IN_VAIN = 8;

/** The finder of a shape; its automaton is built at the first hit, since most shapes never come up. */
export function shapeFinder(rule: ShapeRule): Finder {
	// Rules have many forms, which makes every look at one slow.
	const { lead = 0, variety = LEAST_VARIETY, randomness: leastRandomness } = rule;
	const before = rule.before === undefined ? WORD : byteSet(rule.before);
	const after = rule.after === undefined ? WORD : byteSet(rule.after);
	let matcher: TokenMatcher | undefined;
	/** Of what stands in front of the trigger the last byte: it tells most hits apart. */
	let nearest: ByteSet | undefined;
	// What was read in vain is not read again and again at the hits in it; nor is what is too plain as a whole, for then
	// every part of it is.
	let vainView: View | undefined;
	let vainEpoch = 0;
	let vainEnd = 0;
	let vainCount = 0;
	const isVain = (view: View, start: number): boolean =>
		start < vainEnd && vainCount >= MOST_IN_VAIN && vainView === view && vainEpoch === view.epoch;
	const remember = (view: View, start: number, to: number, count: number) => {
		const isSame = start < vainEnd && vainView === view && vainEpoch === view.epoch;
		vainCount = isSame ? vainCount + count : count;
		vainEnd = isSame ? Math.max(vainEnd, to) : to;
		vainView = view;
		vainEpoch = view.epoch;
	};
	return (view, at, end, report) => {
		const start = at - lead;
		if (nearest !== undefined && nearest[view.at(at - 1)] !== 1) return;
		if (isVain(view, start)) return;
		if (start < view.from || !isFreeBefore(view, start, before)) return;
		if (matcher === undefined) {
			matcher = new TokenMatcher(parsePattern(rule.shape).node);
			if (lead > 0) nearest = matcher.bytesAt(lead - 1);
		}
		const to = matcher.longestEnd(view.bytes, start, view.to);
		if (to < 0 || after[view.at(to)] === 1) {
			return remember(view, start, matcher.readTo, to - start >= LONG ? MOST_IN_VAIN : 1);
		}
		const isPlain =
			varietyOf(view.bytes, end, to, variety) < variety ||
			(leastRandomness !== undefined && randomness(view.bytes, end, to) < leastRandomness);
		if (!isPlain) return report(start, to);
		remember(view, start, to, MOST_IN_VAIN);
	};
}
