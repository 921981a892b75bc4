import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CommitLog } from '../../../source/failures/owners/commit-log.ts';
import { SEEDED } from '../../core/property.ts';

const MARK = 'mark ';
const commit = (hash: string, name: string, ...files: readonly string[]): string =>
	`${MARK}${hash}\0${name}\0${name}@example.invalid\0${files.length > 0 ? '\n' : ''}${files.map((file) => `${file}\0`).join('')}`;

const TEXT = [
	commit('c3', 'Eve', 'x', '\ny'),
	commit('c2', 'Nobody'),
	commit('c1', 'Bob', 'z', 'x'),
	commit('c0', 'Ada', 'x', 'y', 'z'),
].join('');

const told = (log: CommitLog) =>
	Object.fromEntries(Array.from(log.committers(), ([file, people]) => [file, people.map(({ name }) => name)]));

test('however it is cut', () => {
	fc.assert(
		fc.property(fc.array(fc.nat(TEXT.length), { maxLength: 8 }), (cuts) => {
			const log = new CommitLog(['x', '\ny', 'z', 'gone'], MARK, new Set(['c1']));
			const places = [0, ...cuts.toSorted((a, b) => a - b), TEXT.length];
			for (const [index, place] of places.entries()) log.push(TEXT.slice(places[index - 1] ?? 0, place));
			expect(told(log)).toEqual({ x: ['Eve', 'Ada'], '\ny': ['Eve'], z: ['Ada'] });
			expect(log.isComplete).toBe(false);
		}),
		SEEDED,
	);
});

test('is complete when nothing that comes could change it', () => {
	const log = new CommitLog(['x'], MARK);
	log.push(commit('c3', 'Eve', 'x') + commit('c2', 'Eve', 'x'));
	expect(log.isComplete).toBe(false);
	log.push(commit('c1', 'Bob', 'x') + commit('c0', 'Ada', 'x'));
	expect(log.isComplete).toBe(true);
	expect(told(log)).toEqual({ x: ['Eve', 'Bob'] });
	expect(new CommitLog([], MARK).isComplete).toBe(true);
});

test('a name without end is cut, and what comes behind is read', () => {
	const log = new CommitLog(['x'], MARK);
	log.push(commit('c1', 'Ada'));
	for (let piece = 0; piece < 100; piece++) log.push('y'.repeat(65_536));
	log.push(`\0x\0${commit('c0', 'Bob', 'x')}`);
	expect(told(log)).toEqual({ x: ['Ada', 'Bob'] });
});
