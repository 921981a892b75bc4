import { byteSet, WORD } from '../byte-set.ts';
import { type Automaton, compile, longestEnd } from '../pattern/automaton.ts';
import { parsePattern } from '../pattern/parse.ts';
import { randomness, varietyOf } from '../randomness.ts';
import type { Finder, ShapeRule } from '../rule.ts';
import { isFreeBefore } from './boundary.ts';

const LEAST_VARIETY = 5;

/** The finder of a shape; its automaton is built at the first hit, since most shapes never come up. */
export function shapeFinder(rule: ShapeRule): Finder {
	const { lead = 0, variety = LEAST_VARIETY } = rule;
	const before = rule.before === undefined ? WORD : byteSet(rule.before);
	const after = rule.after === undefined ? WORD : byteSet(rule.after);
	let automaton: Automaton | undefined;
	return (view, at, end, report) => {
		const start = at - lead;
		if (start < view.from || !isFreeBefore(view, start, before)) return;
		automaton ??= compile(parsePattern(rule.shape).node);
		const to = longestEnd(automaton, view.bytes, start, view.to);
		if (to < 0 || after[view.at(to)] === 1) return;
		if (varietyOf(view.bytes, end, to) < variety) return;
		if (rule.randomness !== undefined && randomness(view.bytes, end, to) < rule.randomness) return;
		report(start, to);
	};
}
