interface Kept<Value> {
	readonly parts: readonly unknown[];
	readonly value: Value;
}

/** Remembers the last result for an object: one key press, and most news, ask for the same again. */
export function remember<Subject extends object, Value>(
	make: (subject: Subject, ...parts: readonly unknown[]) => Value,
) {
	const kept = new WeakMap<Subject, Kept<Value>>();
	return (subject: Subject, ...parts: readonly unknown[]): Value => {
		const known = kept.get(subject);
		if (known?.parts.every((part, index) => part === parts[index])) return known.value;
		const value = make(subject, ...parts);
		kept.set(subject, { parts, value });
		return value;
	};
}
