import { expect, test } from 'vitest';
import { addToCounter, readCounter } from '../../source/store/counters.ts';
import { temporaryDatabase } from '../support/store.ts';

test('a counter starts at 0, adds up and knows nothing of the others', () => {
	const database = temporaryDatabase();
	expect(readCounter(database, 'one')).toBe(0);
	addToCounter(database, 'one', 2);
	addToCounter(database, 'other', 40);
	addToCounter(database, 'one', 3);
	expect([readCounter(database, 'one'), readCounter(database, 'other')]).toEqual([5, 40]);
});
