import { areDataWords } from './data-words.ts';
import { VALUE } from './skeleton.ts';

/** So many different words in one place are data; fewer are what tells messages apart. */
const MOST_KEYWORDS = 6;
/** Lines are of one message if so much of their words is the same. */
const LEAST_COMMON = 0.5;
/**
 * Two places side by side are a phrase of the message (`timed out`, `gave up`) while they hold fewer different words than
 * this, unless the words go together freely, as first and last names do.
 */
const LEAST_BESIDE = 12;
const LEAST_FREE = 2;
const MOST_CANDIDATES = 8;

/** A word of a line as a number, 0 for a value: `words[line * width + column]`. */
interface Grid {
	readonly words: Int32Array;
	/** By their numbers. */
	readonly texts: readonly string[];
	readonly width: number;
	/** What stands before each column. */
	readonly gaps: readonly string[];
}

interface Column {
	readonly index: number;
	/** Different words. */
	readonly different: number;
	/** Its words are values, however few there are. */
	readonly isData: boolean;
}

function gridOf(lines: readonly (readonly string[])[], gaps: readonly string[]): Grid {
	const width = lines[0]?.length ?? 0;
	const numbers = new Map<string, number>([[VALUE, 0]]);
	const words = new Int32Array(lines.length * width);
	let at = 0;
	for (const tokens of lines) {
		for (const token of tokens) {
			const number = numbers.get(token) ?? numbers.size;
			numbers.set(token, number);
			words[at++] = number;
		}
	}
	return { words, texts: [...numbers.keys()], width, gaps };
}

const wordAt = ({ words, width }: Grid, line: number, column: number): number => words[line * width + column] as number;

function countDifferent(grid: Grid, lines: readonly number[], column: number): number {
	const first = wordAt(grid, lines[0] as number, column);
	if (lines.every((line) => wordAt(grid, line, column) === first)) return 1;
	return new Set(lines.map((line) => wordAt(grid, line, column))).size;
}

const textsAt = (grid: Grid, lines: readonly number[], column: number): ReadonlySet<string> =>
	new Set(lines.map((line) => grid.texts[wordAt(grid, line, column)] ?? ''));

/** The places whose words differ. */
function openColumns(grid: Grid, lines: readonly number[]): readonly Column[] {
	const open: Column[] = [];
	for (let index = 0; index < grid.width; index++) {
		const different = countDifferent(grid, lines, index);
		if (different === 1) continue;
		const last = open.at(-1);
		const isBehindName = last?.index === index - 1 && last.isData;
		const words = textsAt(grid, lines, index);
		const before = index === 0 ? new Set<string>() : textsAt(grid, lines, index - 1);
		const isData = index > 0 && areDataWords({ words, before, gap: grid.gaps[index] ?? '' }, isBehindName);
		open.push({ index, different, isData });
	}
	return open;
}

function partsOf(grid: Grid, lines: readonly number[], column: number): readonly (readonly number[])[] {
	const parts = new Map<number, number[]>();
	for (const line of lines) {
		const word = wordAt(grid, line, column);
		const part = parts.get(word);
		if (part) part.push(line);
		else parts.set(word, [line]);
	}
	return [...parts.values()];
}

/** How much stays open behind a split, a line: what tells messages apart settles other places too. */
function openBehind(grid: Grid, lines: readonly number[], open: readonly Column[], column: Column): number {
	let sum = 0;
	for (const part of partsOf(grid, lines, column.index)) {
		const left =
			part.length === 1 ? open.length : open.filter(({ index }) => countDifferent(grid, part, index) > 1).length;
		sum += part.length * left;
	}
	return sum / lines.length;
}

function isPhrase(grid: Grid, lines: readonly number[], column: Column, next: Column): boolean {
	if (grid.gaps[next.index] !== ' ' || (column.isData && next.isData)) return false;
	if (Math.min(column.different, next.different) >= LEAST_BESIDE) return false;
	const pairs = new Set(lines.map((line) => `${wordAt(grid, line, column.index)} ${wordAt(grid, line, next.index)}`));
	return pairs.size < LEAST_FREE * Math.max(column.different, next.different);
}

function isOneMessage(grid: Grid, lines: readonly number[], open: readonly Column[]): boolean {
	if (open.some(({ different, isData }) => !isData && different <= MOST_KEYWORDS)) return false;
	const openAt = new Map(open.map((column) => [column.index, column]));
	let common = 0;
	for (let index = 0; index < grid.width; index++) {
		const column = openAt.get(index);
		const next = openAt.get(index + 1);
		if (!column && wordAt(grid, lines[0] as number, index) !== 0) common++;
		if (column && next && isPhrase(grid, lines, column, next)) return false;
	}
	return common / (common + open.length) >= LEAST_COMMON;
}

/** The place whose words tell messages apart best. */
function keywordColumn(grid: Grid, lines: readonly number[], open: readonly Column[]): Column | undefined {
	const telling = open.filter(({ isData }) => !isData);
	const few = telling.filter(({ different }) => different <= MOST_KEYWORDS);
	const candidates = (few.length > 0 ? few : telling).toSorted(
		(a, b) => a.different - b.different || a.index - b.index,
	);
	let best: Column | undefined;
	let least = Number.POSITIVE_INFINITY;
	for (const column of candidates.slice(0, MOST_CANDIDATES)) {
		const left = openBehind(grid, lines, open, column);
		if (left < least) [best, least] = [column, left];
	}
	return best;
}

/**
 * Divides the lines of one skeleton into messages, by their set alone: never by their order.
 * @returns for each message the indices of its lines
 */
export function divide(lines: readonly (readonly string[])[], gaps: readonly string[]): readonly (readonly number[])[] {
	const grid = gridOf(lines, gaps);
	const messages: (readonly number[])[] = [];
	const waiting: (readonly number[])[] = [[...lines.keys()]];
	for (let part = waiting.pop(); part; part = waiting.pop()) {
		const open = openColumns(grid, part);
		const column = isOneMessage(grid, part, open) ? undefined : keywordColumn(grid, part, open);
		if (column) waiting.push(...partsOf(grid, part, column.index));
		else messages.push(part);
	}
	return messages;
}
