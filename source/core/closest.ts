/** Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours. */
function distance(one: string, other: string): number {
	let beforePrevious: number[] = [];
	let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
	for (let row = 1; row <= one.length; row++) {
		const current = [row];
		for (let column = 1; column <= other.length; column++) {
			const isSame = one[row - 1] === other[column - 1];
			let best = Math.min(
				(previous[column] ?? 0) + 1,
				(current[column - 1] ?? 0) + 1,
				(previous[column - 1] ?? 0) + (isSame ? 0 : 1),
			);
			if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]) {
				best = Math.min(best, (beforePrevious[column - 2] ?? 0) + 1);
			}
			current.push(best);
		}
		beforePrevious = previous;
		previous = current;
	}
	return previous[other.length] ?? 0;
}

/** The candidate that a typed word most likely meant, if one is near enough. */
export function closest(word: string, candidates: readonly string[]): string | undefined {
	const text = word.toLowerCase().slice(0, 40);
	const limit = Math.max(1, Math.floor(text.length / 3));
	let best: { candidate: string; cost: number } | undefined;
	for (const candidate of candidates) {
		const cost = candidate.startsWith(text) && text.length > 1 ? 0 : distance(text, candidate);
		if (cost <= limit && (best === undefined || cost < best.cost)) best = { candidate, cost };
	}
	return best?.candidate;
}
