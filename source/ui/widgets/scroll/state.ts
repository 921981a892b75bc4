import { type ListAction, movedBy } from '../virtual-list/state.ts';

/** First line on screen of a text with so many lines, brought into its bounds. */
export const clampTop = (top: number, count: number, rows: number): number =>
	Math.max(0, Math.min(top, count - Math.max(1, rows)));

/** Where a text that is longer than its room is scrolled to: no key is lost below its end. */
export function scrolled(top: number, action: ListAction, count: number, rows: number): number {
	return clampTop(clampTop(top, count, rows) + movedBy(action, count, rows), count, rows);
}
