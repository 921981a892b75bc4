import { expect, test } from 'vitest';
import { LazyAutomaton } from '../../../source/failures/sanitise/pattern/lazy-automaton.ts';
import { parsePattern } from '../../../source/failures/sanitise/pattern/parse.ts';
import { TokenMatcher } from '../../../source/failures/sanitise/pattern/token-matcher.ts';
import { RULES } from '../../../source/failures/sanitise/table/rules.ts';
import { type Chance, createChance } from '../../support/chance.ts';
import { sampleOf } from '../../support/pattern-sample.ts';

const SIGNS = ['a', 'Z', '0', '_', '-', '.', '/', '=', ' '] as const;

/** As it is, cut off, with a sign more or another one in it, or with a long run behind. */
function changed(text: string, chance: Chance): string {
	const at = chance.below(text.length + 1);
	const sign = chance.pick(SIGNS);
	switch (chance.below(5)) {
		case 0:
			return text;
		case 1:
			return text.slice(0, at);
		case 2:
			return text.slice(0, at) + sign + text.slice(at);
		case 3:
			return text.slice(0, at) + sign + text.slice(at + 1);
		default:
			return `${text}${sign.repeat(chance.below(1_200))} x`;
	}
}

const shapes = RULES.flatMap((rule) => ('shape' in rule ? [rule.shape] : []));

test.each([...shapes, '(?:a|ab)[a-z]{3}', 'a[bc]{2}[a-c]+', 'a[bc]{2}[a-c]*', '[a-c]{0,2}', 'a{2,4}b{1,3}'])(
	'%s ends where its automaton says',
	(shape) => {
		const chance = createChance(21);
		const { node } = parsePattern(shape);
		const matcher = new TokenMatcher(node);
		const automaton = new LazyAutomaton(node);
		for (let round = 0; round < 100; round++) {
			const text = ` ${changed(sampleOf(shape, chance), chance)}`;
			const bytes = Buffer.from(text);
			const to = chance.below(4) === 0 ? 1 + chance.below(bytes.length) : bytes.length;
			expect(matcher.longestEnd(bytes, 1, to), text).toBe(automaton.longestEnd(bytes, 1, to));
			expect(matcher.readTo, text).toBeGreaterThanOrEqual(automaton.readTo);
		}
	},
);
