import type { Glyphs } from '../../theme/glyphs.ts';

/** Values in so many columns: neighbours that share one are averaged, a value that is not known is a blank. */
function resample(values: readonly (number | undefined)[], width: number): readonly (number | undefined)[] {
	if (values.length <= width) return values;
	return Array.from({ length: width }, (_, column) => {
		const from = Math.floor((column * values.length) / width);
		const until = Math.max(from + 1, Math.floor(((column + 1) * values.length) / width));
		const known = values.slice(from, until).filter((value) => value !== undefined);
		return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length;
	});
}

/** A row of bars, the highest value the highest bar; what is above zero is never without one. */
export function sparkline(values: readonly (number | undefined)[], width: number, { levels }: Glyphs): string {
	const shown = resample(values, width);
	const most = shown.reduce<number>((sum, value) => Math.max(sum, value ?? 0), 0);
	return shown
		.map((value) => {
			if (value === undefined) return ' ';
			const level = most === 0 ? 0 : Math.ceil((Math.max(0, value) / most) * levels.length) - 1;
			return levels[Math.max(0, Math.min(levels.length - 1, level))] ?? ' ';
		})
		.join('');
}
