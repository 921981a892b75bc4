import { type HashPlace, type Leak, piecesOf, type ReportPiece, verifyPieces } from '../verify.ts';
import { unescapeHtml } from './html-text.ts';

/** A finished file of a report. */
export interface OutputFile {
	/** From the folder of the report, with `/`. */
	readonly name: string;
	readonly text: string;
	/** Of JSON: where hashes stand. What is written for people holds none that is long enough to matter. */
	readonly hashes?: readonly HashPlace[];
}

/** What people are shown: of JSON its texts, of a page what its entities stand for. */
function shownBy({ name, text, hashes }: OutputFile): readonly ReportPiece[] {
	if (hashes) return piecesOf(JSON.parse(text), hashes);
	return [{ text: name.endsWith('.html') ? unescapeHtml(text) : text }];
}

/**
 * The STOP rule: reads what is about to be written once more, by other means than the sanitiser's.
 * @returns the most that one file has of each rule; anything at all means that nothing may be written or printed
 */
export function findLeaks(files: readonly OutputFile[]): readonly Leak[] {
	const counts = new Map<string, number>();
	for (const file of files) {
		for (const { rule, count } of verifyPieces(shownBy(file))) counts.set(rule, Math.max(counts.get(rule) ?? 0, count));
	}
	return [...counts]
		.map(([rule, count]) => ({ rule, count }))
		.toSorted((one, other) => other.count - one.count || (one.rule < other.rule ? -1 : 1));
}
