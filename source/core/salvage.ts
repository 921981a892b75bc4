import { DEEPEST_ENTRY, isDeeperThan } from './depth.ts';

/** Where an element begins in a list with two spaces of indentation, as both programs write it. */
const ELEMENT_LINE = '\n  {';

/**
 * The complete objects of a JSON array that does not parse as a whole: cut off at its end, or damaged in places. An
 * element that is damaged itself is passed over; where its brackets do not match, what follows is found again at the
 * next line that begins an element. Linear: each character is looked at once and parsed at most once.
 */
export function salvageElements(text: string): readonly unknown[] {
	const found: unknown[] = [];
	const isIndented = text.includes(ELEMENT_LINE);
	let depth = 0;
	let start = -1;
	let inString = false;
	for (let index = 0; index < text.length; index++) {
		const character = text[index];
		if (character === '\n') {
			// A line end inside a string is no JSON: the string was cut off, and scanning on would swallow the rest.
			inString = false;
			if (text.startsWith(ELEMENT_LINE, index)) depth = 0;
		} else if (inString) {
			if (character === '\\' && text[index + 1] !== '\n') index++;
			else if (character === '"') inString = false;
		} else if (character === '"') inString = true;
		else if (character === '{') {
			// A part of an element whose beginning is gone is no element.
			if (depth === 0 && isIndented && !text.startsWith(ELEMENT_LINE, index - 3)) continue;
			if (depth === 0) start = index;
			depth++;
		} else if (character === '}' && depth > 0) {
			depth--;
			if (depth > 0) continue;
			const element = parse(text.slice(start, index + 1));
			if (element !== undefined && !isDeeperThan(element, DEEPEST_ENTRY)) found.push(element);
		}
	}
	return found;
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
