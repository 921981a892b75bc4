import { headOf, type ServedView } from '../core/api/view.ts';
import type { LiveSource } from '../core/live/state.ts';
import { createEventLog } from './event-log.ts';

/** So much may wait for a reader, in bytes; who is further behind reads too slowly, or not at all. */
const MOST_WAITING = 65_536;
const MOST_STREAMS = 1_000;
/** Shows both sides that the connection lives. */
const KEEP_ALIVE_MS = 15_000;
const MOST_RUNS_TOLD = 50;

export interface EventStreams {
	/** A new reader's stream; undefined where there are too many. @param drop ends its connection at once */
	readonly open: (view: ServedView, lastId: string | undefined, drop: () => void) => ReadableStream | undefined;
	readonly tell: (view: ServedView, before: ServedView | undefined) => void;
	/** Ends all streams. */
	readonly close: () => void;
}

interface Reader {
	readonly controller: ReadableStreamDefaultController<Uint8Array>;
	readonly drop: () => void;
}

interface Head {
	readonly source: LiveSource;
}

/** What is said of a run that has ended: what its snapshot, projected, says. */
function runEvents(view: ServedView, before: ServedView | undefined, head: Head): readonly object[] {
	const known = new Set(before?.live.snapshots);
	const fresh = view.live.snapshots.filter((snapshot) => !known.has(snapshot));
	return fresh.slice(-MOST_RUNS_TOLD).map(({ value: { runId, timestampMs, user } }) => ({
		...head,
		runId,
		timestampMs,
		...(user?.slug === undefined ? {} : { feature: user.slug }),
		...(user?.status === undefined ? {} : { status: user.status }),
	}));
}

/** Server-sent events for any number of readers; none of them can make the others wait, or memory grow. */
export function createEventStreams(instance: string): EventStreams {
	const log = createEventLog(instance);
	const readers = new Set<Reader>();
	const encoder = new TextEncoder();
	let timer: NodeJS.Timeout | undefined;

	const leave = (reader: Reader) => {
		readers.delete(reader);
		if (readers.size > 0) return;
		clearInterval(timer);
		timer = undefined;
	};
	const send = (reader: Reader, bytes: Uint8Array) => {
		if ((reader.controller.desiredSize ?? 0) >= bytes.length) return reader.controller.enqueue(bytes);
		leave(reader);
		reader.drop();
	};
	const sendAll = (text: string) => {
		const bytes = encoder.encode(text);
		for (const reader of [...readers]) send(reader, bytes);
	};
	return {
		open: (view, lastId, drop) => {
			if (readers.size >= MOST_STREAMS) return undefined;
			let reader: Reader | undefined;
			const missed = lastId === undefined ? undefined : log.since(lastId);
			const first = missed ? missed.map(({ text }) => text).join('') : log.reset(headOf(view));
			return new ReadableStream<Uint8Array>(
				{
					start: (controller) => {
						reader = { controller, drop };
						readers.add(reader);
						timer ??= setInterval(() => sendAll(':\n\n'), KEEP_ALIVE_MS).unref();
						controller.enqueue(encoder.encode(`retry: 1000\n\n${first}`));
					},
					cancel: () => reader && leave(reader),
				},
				{ highWaterMark: MOST_WAITING, size: (chunk) => chunk?.length ?? 0 },
			);
		},
		tell: (view, before) => {
			const head = headOf(view);
			const runs = before && before.audience === view.audience ? runEvents(view, before, head) : [];
			for (const run of runs) sendAll(log.add('run', run).text);
			sendAll(log.add('change', head).text);
		},
		close: () => {
			clearInterval(timer);
			for (const { controller } of readers) controller.close();
			readers.clear();
		},
	};
}
