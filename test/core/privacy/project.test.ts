import { describe, expect, test } from 'vitest';
import type { Envelope } from '../../../source/core/payload/envelope.ts';
import { AUDIENCES, type Audience } from '../../../source/core/privacy/audience.ts';
import { project } from '../../../source/core/privacy/project.ts';
import { INHERITED_NAMES } from '../property.ts';
import {
	type AnyKind,
	type Canary,
	KINDS,
	type Node,
	plantCanaries,
	projectKind,
	ROOTS,
	SEES,
	seenIn,
} from './canaries.ts';

const CORRELATION = {
	event: ['.runId', '.run.featureId', '.run.startedAt', '.run.completedAt', '.run.parentRunId'],
	snapshot: ['.runId', '.timestampMs', '.user.featureId', '.user.parentRunId'],
	totals: ['.instance', '.startedAtMs', '.timestampMs'],
	digest: ['.generatedAtMs'],
	status: ['.newestRunAt'],
	report: ['.generatedAt'],
} as const;

const maySee = ({ path, classes }: Canary, audience: Audience, kind: AnyKind) =>
	audience !== 'off' &&
	(classes.every((each) => SEES[audience].includes(each)) ||
		(audience === 'operator-only' && (CORRELATION[kind] as readonly string[]).includes(path)));

const seenBy = (audience: Audience, value: unknown) => project(value as Envelope, audience)?.value;
const seenOf = (kind: AnyKind, audience: Audience, value: unknown): unknown => projectKind(kind, value, audience);
const pathsOf = (canaries: readonly Canary[]) => canaries.map(({ path }) => path);

/** The document with one more key in every group, however deep. */
function addStrangers(value: unknown, node: Node, path: string, strangers: Canary[]): unknown {
	if (Array.isArray(value) && node.each) {
		return value.map((item) => addStrangers(item, node.each ?? {}, `${path}[]`, strangers));
	}
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	const entries = Object.entries(value).map(([key, item]) => [
		key,
		addStrangers(item, node.fields?.[key] ?? node.each ?? {}, `${path}.${key}`, strangers),
	]);
	if (!node.fields) return Object.fromEntries(entries);
	const text = `<stranger in ${path}>`;
	strangers.push({ path, classes: [], text });
	return Object.fromEntries([...entries, ['stranger', { deep: [text] }]]);
}

/** Kinds of document that have nothing in them to forge so. */
const HAS_NO_SUCH: Readonly<Record<AnyKind, readonly string[]>> = {
	event: ['a text for a list of objects', 'an object for a list of objects', 'a text for points'],
	snapshot: ['a list for a map', 'a text for a map'],
	digest: ['a text for a group', 'a text for points', 'a list for a map', 'a text for a map'],
	totals: [
		'a text for a list',
		'a list with a number in it',
		'a text for a group',
		'a text for a list of objects',
		'an object for a list of objects',
		'a list for a map',
		'a text for a map',
	],
	status: ['a text for points', 'a list for a map', 'a text for a map'],
	report: ['a text for a group', 'a text for points', 'a list for a map', 'a text for a map'],
};

/** Fewer groups than this and the test would look at too little of a kind. */
const LEAST_GROUPS: Readonly<Record<AnyKind, number>> = {
	event: 5,
	snapshot: 5,
	totals: 0,
	digest: 1,
	status: 2,
	report: 1,
};

const CASES = KINDS.flatMap((kind) => AUDIENCES.map((audience) => [audience, kind] as const));

describe.each(CASES)('%s, %s', (audience, kind) => {
	test('sees the canaries of its classes and no others', () => {
		const { document, canaries } = plantCanaries(kind);
		const expected = canaries.filter((canary) => maySee(canary, audience, kind));
		expect(seenIn(seenOf(kind, audience, document), canaries)).toEqual(pathsOf(expected));
	});

	test('sees unregistered keys, of whatever level, only if it sees everything', () => {
		const { document, canaries } = plantCanaries(kind);
		const strangers: Canary[] = [];
		const value = seenOf(kind, audience, addStrangers(document, ROOTS[kind], '', strangers));
		expect(strangers.length).toBeGreaterThan(LEAST_GROUPS[kind]);
		expect(seenIn(value, strangers)).toEqual(audience === 'on' ? pathsOf(strangers) : []);
		expect(seenIn(value, canaries)).toEqual(seenIn(seenOf(kind, audience, document), canaries));
	});

	test.each<[string, (node: Node, canary: string) => unknown]>([
		['an object for a field', ({ type }, canary) => type && { [canary]: canary }],
		['a text for a number', ({ type }, canary) => (type === 'integer' || type === 'number' ? canary : undefined)],
		['a text for a list', ({ type }, canary) => (type === 'strings' ? canary : undefined)],
		['a list with a number in it', ({ type }, canary) => (type === 'strings' ? [canary, 7] : undefined)],
		['a list for a text', ({ type }, canary) => (type === 'string' ? [canary] : undefined)],
		['a text for a group', ({ fields }, canary) => (fields && fields !== ROOTS[kind].fields ? canary : undefined)],
		['a text for a list of objects', ({ items }, canary) => items && canary],
		['an object for a list of objects', ({ items }, canary) => items && { [canary]: canary }],
		['a text for points', ({ points }, canary) => points && canary],
		['a list for a map', ({ keys }, canary) => keys && [canary]],
		['a text for a map', ({ keys }, canary) => keys && canary],
	])('%s is unclassified', (what, forge) => {
		const { document, canaries } = plantCanaries(kind, forge);
		// A map key goes with its entry, where the entry is pruned: the keys say nothing here.
		const planted = canaries.filter(({ path }) => !path.endsWith('[key]'));
		const expected = planted.filter(
			(canary) => audience === 'on' || (!canary.isForged && maySee(canary, audience, kind)),
		);
		if (planted.every(({ isForged }) => !isForged)) expect(HAS_NO_SUCH[kind]).toContain(what);
		expect(seenIn(seenOf(kind, audience, document), planted)).toEqual(pathsOf(expected));
	});
});

describe('numbers that are none', () => {
	const withDuration = (totalDurationMs: unknown) => ({ runId: 'x', run: { totalDurationMs, slug: 'y' } });
	test.each([Number.NaN, Number.POSITIVE_INFINITY, 1.5, 2 ** 53, '7', null, true])('%s is no integer', (value) => {
		expect(seenBy('user-only', withDuration(value))).toEqual({ runId: 'x', run: { slug: 'y' } });
		expect(seenBy('on', withDuration(value))).toEqual(withDuration(value));
	});

	test.each([Number.NaN, Number.NEGATIVE_INFINITY, '7', null])('%s is no number', (totalCost) => {
		expect(seenBy('user-only', { runId: 'x', run: { totalCost } })).toEqual({ runId: 'x' });
	});
});

describe('empty shells', () => {
	test.each([
		['a group that the audience emptied', { runId: 'x', identity: { host: 'h' } }, { runId: 'x' }],
		['a group in a map', { runId: 'x', run: { stages: { alex: { stranger: 1 } } } }, { runId: 'x' }],
		['a map of nothing', { runId: 'x', artifacts: {} }, { runId: 'x' }],
		['a value that is undefined', { runId: 'x', droppedArtifacts: undefined }, { runId: 'x' }],
		['an empty list is a value', { runId: 'x', droppedArtifacts: [] }, { runId: 'x', droppedArtifacts: [] }],
	])('%s', (_what, envelope, expected) => {
		expect(seenBy('user-only', envelope)).toStrictEqual(expected);
	});

	test('where nothing is left there is no projection', () => {
		expect(project({ identity: { host: 'h' } } as unknown as Envelope, 'user-only')).toBeUndefined();
		expect(project({} as unknown as Envelope, 'on')).toBeUndefined();
		expect(project(plantCanaries('event').document, 'off')).toBeUndefined();
	});
});

test('a projection says for whom it is', () => {
	expect(project(plantCanaries('event').document, 'operator-only')?.audience).toBe('operator-only');
});

describe.each(INHERITED_NAMES)('a name like %s', (name) => {
	const named = (value: unknown) => Object.fromEntries([[name, value]]);

	test('is data as a stage and as a file', () => {
		const envelope = { run: { stages: named({ status: 'success' }) }, artifacts: named('H4sI') };
		const value = seenBy('user-only', envelope);
		expect(Object.entries(value?.run?.stages ?? {})).toEqual([[name, { status: 'success' }]]);
		expect(Object.entries(value?.artifacts ?? {})).toEqual([[name, 'H4sI']]);
	});

	test('is an unregistered key of a group', () => {
		const envelope = { runId: 'x', run: { slug: 'y', ...named({ leaked: true }) }, ...named({ leaked: true }) };
		expect(seenBy('user-only', envelope)).toStrictEqual({ runId: 'x', run: { slug: 'y' } });
		expect(Object.keys(seenBy('on', envelope) ?? {})).toContain(name);
	});

	test('changes no prototype', () => {
		const envelope = { run: { stages: named({ status: 'success', leaked: true }) }, ...named({ leaked: true }) };
		const value = seenBy('on', envelope);
		expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
		expect(Object.getPrototypeOf(value?.run?.stages)).toBe(Object.prototype);
		expect('leaked' in {}).toBe(false);
	});
});
