import type { KeyLine } from './skeleton.ts';
import { VALUE } from './skeleton.ts';

/**
 * `for user root` and `for user <*>`: where a line stands beside one that has a value in place of a single word of it,
 * the word is a value too.
 * @returns the tokens of each line, with such words replaced
 */
export function absorbed(lines: readonly KeyLine[]): readonly (readonly string[])[] {
	const known = new Set(lines.map(({ tokens }) => tokens.join(' ')));
	return lines.map(({ tokens }) => {
		let current = tokens;
		for (let column = 0; column < tokens.length; column++) {
			if (current[column] === VALUE) continue;
			const wider = current.with(column, VALUE);
			if (known.has(wider.join(' '))) current = wider;
		}
		return current;
	});
}
