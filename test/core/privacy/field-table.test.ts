import { describe, expect, test } from 'vitest';
import { leavesOf } from '../../../source/core/payload/leaves.ts';
import { AUDIENCES } from '../../../source/core/privacy/audience.ts';
import { fieldRows, metricRows } from '../../../source/core/privacy/field-table.ts';
import { fullEnvelope } from '../payload/full-envelope.ts';
import { KINDS, plantCanaries, projectKind, registryOf, seenIn } from './canaries.ts';

/** `.run.stages[].cost` → `run.stages.*.cost`; the keys of a map are the row of the map itself. */
const toRowPath = (path: string) => path.slice(1).replace('[key]', '').replaceAll('[]', '.*');

describe.each(KINDS)('%s', (kind) => {
	const rows = fieldRows(registryOf(kind));

	test('every path stands once', () => {
		expect(new Set(rows.map(({ path }) => path)).size).toBe(rows.length);
	});

	test.each(rows)('$path says what it is', ({ type, unit, meaning }) => {
		expect(meaning.trim()).not.toBe('');
		expect(['string', 'integer', 'number', 'strings', 'names', 'objects', 'points']).toContain(type);
		expect([undefined, 'ms', 'dollars', 'tokens']).toContain(unit);
	});

	test.each(AUDIENCES)('for %s it lists what the projection lets through, and nothing else', (audience) => {
		const { document, canaries } = plantCanaries(kind);
		const seen = seenIn(projectKind(kind, document, audience), canaries).map(toRowPath);
		// What holds others has no value of its own; metrics have a list of their own.
		const valued = rows.filter(({ type }) => type !== 'objects' && type !== 'points');
		const listed = [
			...valued.map(({ path, audiences }) => ({ path, audiences })),
			...rows
				.filter(({ type }) => type === 'points')
				.flatMap(({ path }) => metricRows().map(({ name, audiences }) => ({ path: `${path}.${name}`, audiences }))),
		];
		const expected = listed.filter(({ audiences }) => audiences.includes(audience)).map(({ path }) => path);
		expect(expected.toSorted()).toEqual(seen.toSorted());
	});
});

const ROWS = fieldRows();

test('every key of an event that holds all there is has its row, and every row its key', () => {
	const maps = ROWS.filter(({ type }) => type === 'names').map(({ path }) => path);
	const lists = ROWS.filter(({ type }) => type === 'objects').map(({ path }) => path);
	// A name in a map, and an item of a list, are any.
	const generic = (path: string) => {
		const map = maps.find((each) => path.startsWith(`${each}.`));
		const inside = map === undefined ? [] : path.slice(map.length + 1).split(/\.(?!md$)/);
		return [map === undefined ? path : [map, '*', ...inside.slice(1)].join('.')].map((each) =>
			each.replace(/\[\d+\]$/, '').replace(/\[\d+\]\./, '.*.'),
		);
	};
	const keys = leavesOf(fullEnvelope()).flatMap(([path]) => generic(path));
	expect(new Set([...keys, ...maps, ...lists])).toEqual(new Set(ROWS.map(({ path }) => path)));
});
