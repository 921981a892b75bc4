import { describe, expect, test } from 'vitest';
import { leavesOf } from '../../../source/core/payload/leaves.ts';
import { AUDIENCES } from '../../../source/core/privacy/audience.ts';
import { fieldRows } from '../../../source/core/privacy/field-table.ts';
import { project } from '../../../source/core/privacy/project.ts';
import { fullEnvelope } from '../payload/full-envelope.ts';
import { plantCanaries, seenIn } from './canaries.ts';

const ROWS = fieldRows();

/** `.run.stages[].cost` → `run.stages.*.cost`; the keys of a map are the row of the map itself. */
const toRowPath = (path: string) => path.slice(1).replace('[key]', '').replaceAll('[]', '.*');

test('every path stands once', () => {
	expect(new Set(ROWS.map(({ path }) => path)).size).toBe(ROWS.length);
});

test.each(ROWS)('$path says what it is', ({ type, unit, meaning }) => {
	expect(meaning.trim()).not.toBe('');
	expect(['string', 'integer', 'number', 'strings', 'names']).toContain(type);
	expect([undefined, 'ms', 'dollars', 'tokens']).toContain(unit);
});

describe.each(AUDIENCES)('for %s', (audience) => {
	test('it lists what the projection lets through, and nothing else', () => {
		const { envelope, canaries } = plantCanaries();
		const seen = seenIn(project(envelope, audience)?.value, canaries).map(toRowPath);
		const listed = ROWS.filter(({ audiences }) => audiences.includes(audience)).map(({ path }) => path);
		expect(listed.toSorted()).toEqual(seen.toSorted());
	});
});

test('every key of an event that holds all there is has its row, and every row its key', () => {
	const maps = ROWS.filter(({ type }) => type === 'names').map(({ path }) => path);
	// A name in a map, and an item of a list, are any.
	const generic = (path: string) => {
		const map = maps.find((each) => path.startsWith(`${each}.`));
		const inside = map === undefined ? [] : path.slice(map.length + 1).split(/\.(?!md$)/);
		return [map === undefined ? path : [map, '*', ...inside.slice(1)].join('.')].map((each) =>
			each.replace(/\[\d+\]$/, ''),
		);
	};
	const keys = leavesOf(fullEnvelope()).flatMap(([path]) => generic(path));
	expect(new Set([...keys, ...maps])).toEqual(new Set(ROWS.map(({ path }) => path)));
});
