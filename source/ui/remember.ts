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

/**
 * Remembers the last result alone. For what changes with every look: a value that a `WeakMap` was given is held until all
 * of the heap is collected, whatever became of its key.
 */
export function rememberLast<Parts extends readonly unknown[], Value>(make: (...parts: Parts) => Value) {
	let kept: { readonly parts: Parts; readonly value: Value } | undefined;
	return (...parts: Parts): Value => {
		if (kept?.parts.every((part, index) => part === parts[index])) return kept.value;
		kept = { parts, value: make(...parts) };
		return kept.value;
	};
}
