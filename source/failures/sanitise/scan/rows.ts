/**
 * Where an automaton's table has what a state does with a byte. A row of 256 columns is eight lines of the processor's
 * cache long, of which text uses two or three, so that most of the automaton's time was waiting for the table. Therefore
 * the table is cut into parts of 32 columns, a line each: the first has those of the bytes that text is mostly made of,
 * one row behind the other, and most of what is read stands in there. Letters have a column for both cases. Of parts
 * whose bytes are in no literal nothing is ever written: they are zeros, state 0, and take no memory.
 */
const COLUMN_BITS = 5;
const COLUMNS = 1 << COLUMN_BITS;
const BYTES = 256;
/** Bits of a state's number. */
const STATE_BITS = 13;
export const MOST_STATES = 1 << STATE_BITS;
const PART = MOST_STATES << COLUMN_BITS;

/** The bytes of the first part, then of the second: by how often build logs have them. */
const FREQUENT = ' etaoinsrdclupmgbhfkw0123456-./:' + '789_vyxqjz,="\'()[]<>{}@#$%&*+!?\n';
const UPPER_CASE = 32;

function columnsOfBytes(): Int32Array {
	const bytes = Uint8Array.from(FREQUENT, (sign) => sign.charCodeAt(0));
	const isUpper = (byte: number): boolean => byte >= 0x41 && byte <= 0x5a;
	const others = Uint8Array.from({ length: BYTES }, (_, byte) => byte).filter(
		(byte) => !bytes.includes(byte) && !isUpper(byte),
	);
	const columns = new Int32Array(BYTES);
	for (const [index, byte] of [...bytes, ...others].entries()) {
		columns[byte] = (index >>> COLUMN_BITS) * PART + (index & (COLUMNS - 1));
	}
	return columns.map((column, byte) => (isUpper(byte) ? (columns[byte + UPPER_CASE] as number) : column));
}

/** Of each byte. */
export const COLUMN_OF: Int32Array = columnsOfBytes();

/** `next[(state << ROW_SHIFT) + COLUMN_OF[byte]]` */
export const ROW_SHIFT = COLUMN_BITS;

/** A table that is being made. */
export class Rows {
	readonly next = new Uint16Array((BYTES >>> COLUMN_BITS) * PART);
	/** Where the parts begin that hold anything. */
	readonly #parts: readonly number[];

	/** @param bytes those that lead anywhere from any state */
	constructor(bytes: Iterable<number>) {
		const parts = new Set<number>();
		for (const byte of bytes) parts.add((COLUMN_OF[byte] as number) & -PART);
		this.#parts = [...parts];
	}

	get(state: number, byte: number): number {
		return this.next[(state << ROW_SHIFT) + (COLUMN_OF[byte] as number)] as number;
	}

	set(state: number, byte: number, to: number): void {
		this.next[(state << ROW_SHIFT) + (COLUMN_OF[byte] as number)] = to;
	}

	/** Makes one state do what another does. */
	copy(from: number, to: number): void {
		for (const part of this.#parts) {
			const source = part + (from << ROW_SHIFT);
			this.next.copyWithin(part + (to << ROW_SHIFT), source, source + COLUMNS);
		}
	}

	/** Makes all states below `count` do what state 0 does. */
	fill(count: number): void {
		const length = count << ROW_SHIFT;
		for (const part of this.#parts) {
			for (let done = COLUMNS; done < length; done *= 2) {
				this.next.copyWithin(part + done, part, part + Math.min(done, length - done));
			}
		}
	}
}
