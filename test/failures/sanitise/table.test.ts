import { expect, test } from 'vitest';
import { createEngine } from '../../../source/failures/sanitise/sanitise.ts';
import { RULES } from '../../../source/failures/sanitise/table/rules.ts';
import { createChance } from '../../support/chance.ts';
import { expand } from '../../support/drawn.ts';
import { sampleOf } from '../../support/pattern-sample.ts';
import { sanitised } from '../../support/sanitised.ts';

const engine = createEngine();
const SHAPES = RULES.flatMap((rule) => ('shape' in rule ? [[`${rule.name} ${rule.triggers[0]}`, rule] as const] : []));
const FOUND = RULES.flatMap((rule) => ('find' in rule ? [[rule.name, rule] as const] : []));

test.each(SHAPES)('%s: what has the shape goes, wherever it stands', (_, { shape, kind }) => {
	const chance = createChance(shape.length * 31);
	for (let round = 0; round < 8; round++) {
		const value = sampleOf(shape, chance);
		for (const around of [
			`${value}`,
			`got ${value} here`,
			`"${value}"`,
			`x=${value}`,
			`(${value})`,
			`a\\n${value}\\n`,
		]) {
			const { text } = sanitised(engine, around);
			expect(text.includes(value), around).toBe(false);
			if (kind === 'token' && round > 0) expect(text).toContain('<');
		}
	}
});

test.each(FOUND)(
	'%s: its examples change, by this rule; its counter-examples stay',
	(name, { examples, counterExamples }) => {
		for (const [index, example] of examples.entries()) {
			const input = expand(example, index);
			const { text, counts } = sanitised(engine, input);
			expect(text, example).not.toBe(input);
			expect([...counts.keys()], example).toContain(name);
		}
		for (const [index, example] of counterExamples.entries()) {
			const input = expand(example, index);
			expect(sanitised(engine, input).text, example).toBe(input);
		}
	},
);
