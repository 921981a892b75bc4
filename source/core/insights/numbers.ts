/** The value below or at which so much of the list lies (nearest rank); undefined of nothing. @param share 0 to 1 */
export function quantile(values: readonly number[], share: number): number | undefined {
	const sorted = values.toSorted((one, other) => one - other);
	return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

export function mean(values: readonly number[]): number | undefined {
	return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** How far values usually lie from their middle: the median of the distances. */
export function medianDeviation(values: readonly number[], middle: number): number {
	return (
		quantile(
			values.map((value) => Math.abs(value - middle)),
			0.5,
		) ?? 0
	);
}
