import { CHECKS } from './verify-checks.ts';

/** What of a line in front of a find tells what it is. */
const BEFORE = 64;
const BEHIND = 2;

/** A part of a finished report. A hash by definition (a fingerprint) is told by where it stands, never by its looks. */
export interface ReportPiece {
	readonly text: string;
	readonly isHash?: boolean;
}

/** What was found, and how often; never the value. */
export interface Leak {
	readonly rule: string;
	readonly count: number;
}

/**
 * Reads the finished text of a report once more, by other means than those that cleaned it. Anything found means that
 * nothing may be written.
 */
export function verifyPieces(pieces: readonly ReportPiece[]): readonly Leak[] {
	// A hash is taken out, with a sign in its place, so that its neighbours do not run together.
	const text = pieces.map((piece) => (piece.isHash === true ? ' ' : piece.text)).join('');
	const leaks: Leak[] = [];
	for (const { name, pattern, isNone } of CHECKS) {
		let count = 0;
		for (const { 0: found, index } of text.matchAll(pattern)) {
			const before = text.slice(Math.max(0, index - BEFORE), index);
			const end = index + found.length;
			if (!isNone?.(found, before.slice(before.lastIndexOf('\n') + 1), text.slice(end, end + BEHIND))) count++;
		}
		if (count > 0) leaks.push({ rule: name, count });
	}
	return leaks;
}

/** Where hashes stand in a JSON report: keys from the root, `*` for any. */
export type HashPlace = readonly string[];

const matches = (place: HashPlace, path: readonly string[]): boolean =>
	place.length === path.length && place.every((key, index) => key === '*' || key === path[index]);

/** The texts of a JSON value, keys included, as pieces for `verifyPieces`; each stands in a line of its own. */
export function piecesOf(
	value: unknown,
	hashes: readonly HashPlace[],
	path: readonly string[] = [],
): readonly ReportPiece[] {
	if (typeof value === 'string') {
		return [{ text: value, isHash: hashes.some((place) => matches(place, path)) }, { text: '\n' }];
	}
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, item]) => [
		...(Array.isArray(value) ? [] : [{ text: `${key}\n` }]),
		...piecesOf(item, hashes, [...path, key]),
	]);
}
