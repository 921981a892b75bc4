import { describe, expect, test } from 'vitest';
import type { ServedView } from '../../source/core/api/view.ts';
import { seedRuns, seedSnapshots } from '../../source/core/live/seed.ts';
import type { Audience } from '../../source/core/privacy/audience.ts';
import { createEventLog } from '../../source/server/event-log.ts';
import { createEventStreams } from '../../source/server/event-streams.ts';
import { createViewMaker, type ServedFacts } from '../../source/server/make-view.ts';
import { isSameView } from '../../source/server/same-view.ts';
import { settingsOf } from '../support/served.ts';
import { emptyFacts } from '../support/served-facts.ts';

const NOW_MS = Date.UTC(2026, 0, 2);
const snapshots = seedSnapshots(NOW_MS);

const factsOf = (count: number, audience: Audience, more: Partial<ServedFacts> = {}): ServedFacts => ({
	...emptyFacts(settingsOf({ MURMUR8_TELEMETRY_AUDIENCE: audience })),
	live: { source: count === 0 ? 'empty' : 'live', snapshots: snapshots.slice(0, count) },
	...more,
});

function viewsOf(audience: Audience) {
	const make = createViewMaker('id', '1');
	return (count: number, more: Partial<ServedFacts> = {}): ServedView => make(factsOf(count, audience, more), NOW_MS);
}

async function readSome(stream: ReadableStream<Uint8Array> | undefined, chunks: number): Promise<string> {
	const reader = stream?.getReader();
	let text = '';
	for (let index = 0; index < chunks; index++) {
		const { value } = (await reader?.read()) ?? {};
		text += new TextDecoder().decode(value);
	}
	reader?.releaseLock();
	return text;
}

const never = () => {
	throw new Error('nobody is to be cut off');
};

test('a new reader is told to load everything, then of every run that ends', async () => {
	const view = viewsOf('user-only');
	const streams = createEventStreams('id');
	const [before, after] = [view(1), view(2)];
	const stream = streams.open(before, undefined, never);
	expect(await readSome(stream, 1)).toBe(
		'retry: 1000\n\nevent: reset\nid: id-0\ndata: {"source":"live","withheld":["operator"]}\n\n',
	);
	streams.tell(after, before);
	const text = await readSome(stream, 2);
	expect(text).toContain('event: run\nid: id-1\n');
	expect(text).toContain(`"runId":"${snapshots[1]?.runId}"`);
	expect(text).toContain('event: change\nid: id-2\n');
	streams.close();
});

describe('Last-Event-ID', () => {
	const data = { source: 'live' };

	test('goes on behind it', () => {
		const log = createEventLog('id');
		const frames = ['a', 'b', 'c'].map((type) => log.add(type, data));
		expect(log.since('id-1')).toEqual(frames.slice(1));
		expect(log.since('id-0')).toEqual(frames);
		expect(log.since('id-3')).toEqual([]);
	});

	test.each(['id-4', 'other-1', '', 'id-', 'id--1', '1', 'id-1\nid: x'])(
		'%j, which nobody gave out, is not known',
		(id) => {
			const log = createEventLog('id');
			for (const type of ['a', 'b', 'c']) log.add(type, data);
			expect(log.since(id)).toBeUndefined();
		},
	);

	test('one that was too long ago is not known, and no event is kept for it', () => {
		const log = createEventLog('id');
		for (let count = 0; count < 1_000; count++) log.add('a', data);
		expect(log.since('id-0')).toBeUndefined();
		expect(log.since('id-700')).toBeUndefined();
		expect(log.since('id-744')).toHaveLength(256);
	});

	test('a reader that comes back gets what it missed, and no more', async () => {
		const view = viewsOf('user-only');
		const streams = createEventStreams('id');
		streams.tell(view(2), view(1));
		streams.tell(view(3), view(2));
		const text = await readSome(streams.open(view(3), 'id-2', never), 1);
		expect(text.match(/^id: .*$/gm)).toEqual(['id: id-3', 'id: id-4']);
		expect(await readSome(streams.open(view(3), 'someone-2', never), 1)).toContain('event: reset');
		streams.close();
	});
});

test('who does not read is cut off once the bound is reached; the others get everything', async () => {
	const view = viewsOf('user-only');
	const streams = createEventStreams('id');
	let cut = 0;
	streams.open(view(1), undefined, () => cut++);
	const reading = streams.open(view(1), undefined, never);
	const reader = reading?.getReader();
	await reader?.read();
	let told = 0;
	while (cut === 0 && told < 10_000) {
		streams.tell(view(2), view(2));
		const { value } = (await reader?.read()) ?? {};
		expect(new TextDecoder().decode(value)).toContain('event: change');
		told++;
	}
	expect(cut).toBe(1);
	// A stream's bound, in events of this size.
	expect(told).toBeLessThan(1_000);
	for (let more = 0; more < 1_000; more++) {
		streams.tell(view(2), view(2));
		await reader?.read();
	}
	expect(cut).toBe(1);
	streams.close();
});

test('there is a bound on how many may listen, and who leaves makes room', async () => {
	const view = viewsOf('user-only');
	const streams = createEventStreams('id');
	const open = Array.from({ length: 1_000 }, () => streams.open(view(0), undefined, never));
	expect(open.every((stream) => stream !== undefined)).toBe(true);
	expect(streams.open(view(0), undefined, never)).toBeUndefined();
	await open[7]?.cancel();
	expect(streams.open(view(0), undefined, never)).toBeDefined();
	streams.close();
});

describe('what is withheld is not told by telling that it changed', () => {
	const waiting = { delivery: { ...factsOf(0, 'on').delivery, waiting: 3 } };
	const running = {
		runsInProgress: seedRuns(NOW_MS)
			.map((run) => ({ run, worktree: undefined }))
			.slice(0, 1),
	};
	test.each<[Audience, Partial<ServedFacts>, boolean]>([
		['user-only', waiting, true],
		['operator-only', waiting, false],
		['on', waiting, false],
		['off', waiting, true],
		['user-only', running, false],
		['off', running, true],
	])('%s', (audience, change, isSame) => {
		const view = viewsOf(audience);
		expect(isSameView(view(2), view(2, change))).toBe(isSame);
		expect(isSameView(view(2), view(2))).toBe(true);
		expect(isSameView(view(2), view(3))).toBe(audience === 'off');
	});
});
