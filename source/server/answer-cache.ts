/** Texts of answers, for as long as what they were made of holds. */
export interface AnswerCache {
	/** @param subject what answers are made of: another one, and all are made anew */
	readonly get: (subject: object, key: string, nowMs: number, make: () => string | undefined) => string | undefined;
}

/** Windows are counted from now, and now moves on. */
const LONGEST_MS = 1_000;
const MOST_CHARACTERS = 16_000_000;

export function createAnswerCache(): AnswerCache {
	const texts = new Map<string, string>();
	let made: object | undefined;
	let sinceMs = 0;
	let characters = 0;
	const clear = (subject: object, nowMs: number) => {
		texts.clear();
		characters = 0;
		made = subject;
		sinceMs = nowMs;
	};
	return {
		get: (subject, key, nowMs, make) => {
			if (made !== subject || Math.abs(nowMs - sinceMs) >= LONGEST_MS) clear(subject, nowMs);
			const known = texts.get(key);
			if (known !== undefined) return known;
			const text = make();
			if (text === undefined) return undefined;
			characters += text.length;
			if (characters > MOST_CHARACTERS) clear(subject, nowMs);
			texts.set(key, text);
			return text;
		},
	};
}
