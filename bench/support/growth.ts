/** What something took at one size. */
export interface SizedFigure {
	readonly size: number;
	readonly value: number;
}

/**
 * How a figure grows with its size: 0 is flat, 1 linear, 2 square. The slope of a straight line through the logarithms.
 * @param figures at least two different sizes; all above 0
 */
export function growthExponent(figures: readonly SizedFigure[]): number {
	const points = figures.map(({ size, value }) => [Math.log(size), Math.log(value)] as const);
	const mean = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0) / list.length;
	const [x, y] = [mean(points.map(([at]) => at)), mean(points.map(([, value]) => value))];
	const above = points.reduce((sum, [at, value]) => sum + (at - x) * (value - y), 0);
	const below = points.reduce((sum, [at]) => sum + (at - x) ** 2, 0);
	return above / below;
}
