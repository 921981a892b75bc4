import { parsePattern } from '../../source/failures/sanitise/pattern/parse.ts';
import type { PatternNode } from '../../source/failures/sanitise/pattern/syntax.ts';
import type { Chance } from './chance.ts';

const VISIBLE = Array.from({ length: 94 }, (_, index) => index + 33);

function draw(node: PatternNode, chance: Chance): string {
	if (node.kind === 'set') {
		const members = VISIBLE.filter((byte) => node.set[byte] === 1);
		return members.length === 0 ? ' ' : String.fromCharCode(members[chance.below(members.length)] ?? 32);
	}
	if (node.kind === 'sequence') return node.items.map((item) => draw(item, chance)).join('');
	if (node.kind === 'choice') return draw(node.items[chance.below(node.items.length)] ?? node, chance);
	const most = Math.min(node.most, node.least + 8);
	const count = node.least + chance.below(most - node.least + 1);
	return Array.from({ length: count }, () => draw(node.item, chance)).join('');
}

/** A text of the shape, by chance: examples of tokens are made, never written down. */
export const sampleOf = (shape: string, chance: Chance): string => draw(parsePattern(shape).node, chance);
