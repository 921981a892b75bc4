/**
 * Where an automaton's table has what a state does with a byte. A row has 256 columns, so that a look-up is one, and is
 * eight lines of the processor's cache long. Of these text needs two or three, the same ones of every row (digits stand in
 * one, small letters in another), and rows whose length is a power of two lay all of these on an eighth of the cache's
 * places: the rest stayed empty, and a fifth of the sanitiser's time was waiting. So each row has its lines in an order of
 * its own. A state is its number, and below that the three bits which its columns are told apart by; the place of a byte
 * follows from it by a shift and an exclusive or.
 */
const ORDER_BITS = 3;
const ORDERS = (1 << ORDER_BITS) - 1;
const BYTE_BITS = 8;
const COLUMNS = 1 << BYTE_BITS;
/** In the 16 bits of a state. */
export const MOST_STATES = 1 << (16 - ORDER_BITS);

/** `next[(state << ROW_SHIFT) ^ byte]` */
export const ROW_SHIFT = BYTE_BITS - ORDER_BITS;

/** Rises with the number. */
export const stateOf = (number: number): number => (number << ORDER_BITS) | ((number >>> ORDER_BITS) & ORDERS);

export const numberOf = (state: number): number => state >>> ORDER_BITS;

export const makeRows = (states: number): Uint16Array => new Uint16Array(states << BYTE_BITS);

/** Makes the row of one state do what that of another does. */
export function copyRow(next: Uint16Array, from: number, to: number): void {
	const source = numberOf(from) << BYTE_BITS;
	const target = numberOf(to) << BYTE_BITS;
	const order = ((from ^ to) & ORDERS) << ROW_SHIFT;
	const length = order === 0 ? COLUMNS : COLUMNS >>> ORDER_BITS;
	for (let column = 0; column < COLUMNS; column += length) {
		next.copyWithin(target + (column ^ order), source + column, source + column + length);
	}
}

/** Copies the first state's row, as most rows begin: it is put into each order once. */
export function rootCopier(next: Uint16Array): (to: number) => void {
	const inOrder = Array.from({ length: ORDERS + 1 }, (_, order) =>
		Uint16Array.from({ length: COLUMNS }, (_, column) => next[column ^ (order << ROW_SHIFT)] as number),
	);
	return (to) => next.set(inOrder[to & ORDERS] as Uint16Array, numberOf(to) << BYTE_BITS);
}
