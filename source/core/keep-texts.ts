/** Texts of some screens. */
const MOST_KEPT = 4_096;
/** Longer ones are rare, and a few thousand of them would be held for nothing. */
const LONGEST_KEPT = 512;

/**
 * Remembers what `make` made of a text: a screen shows the same ones in every frame. What is kept is forgotten all at
 * once, which costs one frame.
 * @param make gives the same for the same text, always
 */
export function keepTexts<Value>(make: (text: string) => Value): (text: string) => Value {
	const known = new Map<string, Value>();
	return (text) => {
		const kept = known.get(text);
		if (kept !== undefined) return kept;
		const made = make(text);
		if (text.length > LONGEST_KEPT) return made;
		if (known.size >= MOST_KEPT) known.clear();
		known.set(text, made);
		return made;
	};
}
