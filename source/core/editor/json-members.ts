/** A member of an object: its name, and where the name stands. */
export interface JsonMember {
	readonly name: string;
	readonly from: number;
	readonly to: number;
}

/** Behind the closing quote of the text that begins at `from`. */
function endOfString(text: string, from: number): number {
	let at = from + 1;
	while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
	return at + 1;
}

/** The members of the object that a text is, not those of what is in it. Only of a text that parses. */
export function jsonMembers(text: string): readonly JsonMember[] {
	const members: JsonMember[] = [];
	let depth = 0;
	let isName = false;
	for (let at = 0; at < text.length; ) {
		const character = text[at];
		if (character === '"') {
			const to = endOfString(text, at);
			if (isName) members.push({ name: JSON.parse(text.slice(at, to)) as string, from: at, to });
			at = to;
			isName = false;
			continue;
		}
		if (character === '{' || character === '[') depth++;
		if (character === '}' || character === ']') depth--;
		if (character === '{' || character === ',') isName = depth === 1;
		at++;
	}
	return members;
}
