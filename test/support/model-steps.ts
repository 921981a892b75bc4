import fc from 'fast-check';
import type { SendResult } from '../../source/delivery/send.ts';
import { inTransaction } from '../../source/store/database.ts';
import { putEvent } from '../../source/store/outbox.ts';
import type { FlushSettings, ModelWorld, Reply } from './model-world.ts';
import { answer, busy, delivered, noAnswer } from './pass.ts';
import { sampleEvent } from './store.ts';

/** What a receiver does with a request, by name: every class of the table in storage-and-delivery.md section 2. */
const REPLIES = {
	delivered: { result: delivered('r-1'), isStored: true },
	duplicate: { result: delivered(), isStored: true },
	'lost answer': { result: noAnswer('ECONNRESET'), isStored: true },
	refused: { result: noAnswer(), isStored: false },
	busy: { result: busy(), isStored: false },
	'busy for 7 s': { result: busy(7_000), isStored: false },
	'busy for an hour': { result: busy(3_600_000), isStored: false },
	'stored, then 500': { result: busy(), isStored: true },
	'wrong key': { result: answer({ kind: 'configuration', statusCode: 401, reason: 'Unauthorized' }), isStored: false },
	rejected: { result: answer({ kind: 'rejected', statusCode: 422, reason: 'slug' }), isStored: false },
} as const satisfies Record<string, Reply & { readonly result: SendResult }>;
type ReplyName = keyof typeof REPLIES;

const SETTINGS: readonly FlushSettings[] = [
	{ audience: 'user-only', wire: 'flat' },
	{ audience: 'on', wire: 'flat' },
	{ audience: 'on', wire: 'envelope' },
	{ audience: 'operator-only', wire: 'envelope' },
	{ audience: 'off', wire: 'flat' },
];

/** After how many statements the process is killed; undefined where it lives. */
type CrashAfter = number | undefined;

export type Step =
	| { readonly do: 'record'; readonly crashAfter: CrashAfter }
	| { readonly do: 'fill'; readonly events: number; readonly crashAfter: CrashAfter }
	| {
			readonly do: 'deliver';
			readonly replies: readonly ReplyName[];
			readonly settings: number;
			/** Events that are queued while the first request is on its way. */
			readonly meanwhile: number;
			readonly crashAfter: CrashAfter;
	  }
	| { readonly do: 'publish'; readonly crashAfter: CrashAfter }
	| { readonly do: 'foreign read' }
	| { readonly do: 'foreign write'; readonly keeps: number; readonly adds: boolean }
	| { readonly do: 'foreign history'; readonly change: 'append' | 'clear' | 'update' }
	| { readonly do: 'pass'; readonly ms: number }
	| { readonly do: 'set clock'; readonly ms: number };

const crashAfter = fc.option(fc.nat({ max: 30 }), { nil: undefined, freq: 3 });
const replyName = fc.constantFrom(...(Object.keys(REPLIES) as ReplyName[]));
const DAY_MS = 86_400_000;

const anyStep: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 6, arbitrary: fc.record({ do: fc.constant('record' as const), crashAfter }) },
	{
		weight: 1,
		arbitrary: fc.record({ do: fc.constant('fill' as const), events: fc.integer({ min: 1, max: 60 }), crashAfter }),
	},
	{
		weight: 5,
		arbitrary: fc.record({
			do: fc.constant('deliver' as const),
			replies: fc.array(replyName, { minLength: 1, maxLength: 6 }),
			settings: fc.nat({ max: SETTINGS.length - 1 }),
			meanwhile: fc.constantFrom(0, 0, 0, 1, 51),
			crashAfter,
		}),
	},
	{ weight: 5, arbitrary: fc.record({ do: fc.constant('publish' as const), crashAfter }) },
	{ weight: 2, arbitrary: fc.constant({ do: 'foreign read' as const }) },
	{
		weight: 3,
		arbitrary: fc.record({
			do: fc.constant('foreign write' as const),
			keeps: fc.nat({ max: 255 }),
			adds: fc.boolean(),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant('foreign history' as const),
			change: fc.constantFrom('append' as const, 'clear' as const, 'update' as const),
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.constantFrom(1, 1_000, 30_000, 700_000, DAY_MS) }),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant('set clock' as const),
			ms: fc.constantFrom(-365 * DAY_MS, -DAY_MS, -60_000, -1, 60_000, DAY_MS, 365 * DAY_MS),
		}),
	},
);

/** The usual course of things, and a drain of the other program around something else: chance alone seldom makes them. */
const course = fc.constant<readonly Step[]>([
	{ do: 'record', crashAfter: undefined },
	{ do: 'publish', crashAfter: undefined },
]);
const drain = fc
	.tuple(fc.option(anyStep, { nil: undefined }), fc.constantFrom(0, 0, 1, 255), fc.boolean())
	.map(([between, keeps, adds]): readonly Step[] => [
		{ do: 'foreign read' },
		...(between ? [between] : []),
		{ do: 'foreign write', keeps, adds },
	]);
const single = anyStep.map((step): readonly Step[] => [step]);

export const anySchedule = fc
	.array(
		fc.oneof({ weight: 6, arbitrary: single }, { weight: 2, arbitrary: course }, { weight: 1, arbitrary: drain }),
		{ minLength: 1, maxLength: 10, size: 'max' },
	)
	.map((parts) => parts.flat());

let fillers = 0;

/** Events without a run, small and many. */
function fill(world: ModelWorld, events: number): void {
	const { database } = world.crashing;
	for (let index = 0; index < events; index++) {
		const runId = `filler-${++fillers}`;
		const envelope = JSON.stringify({ runId, run: { slug: 'filler', stages: {} } });
		inTransaction(database, () =>
			putEvent(database, sampleEvent(runId, { envelope, endpoint: '', queuedAtMs: world.nowMs })),
		);
		world.acknowledged.add(runId);
	}
}

async function deliver(world: ModelWorld, step: Step & { readonly do: 'deliver' }): Promise<void> {
	let sent = 0;
	await world.deliver(SETTINGS[step.settings] ?? { audience: 'on', wire: 'flat' }, () => {
		if (sent === 0) fill(world, step.meanwhile);
		return REPLIES[step.replies[sent++ % step.replies.length] ?? 'delivered'];
	});
}

export async function carryOutStep(world: ModelWorld, step: Step): Promise<void> {
	switch (step.do) {
		case 'record':
			return void (await world.inProcess(step.crashAfter, () => world.record()));
		case 'fill':
			return void (await world.inProcess(step.crashAfter, () => fill(world, step.events)));
		case 'deliver':
			return void (await world.inProcess(step.crashAfter, () => deliver(world, step)));
		case 'publish':
			return void (await world.inProcess(step.crashAfter, () => world.publish()));
		case 'foreign read':
			return world.foreignRead();
		case 'foreign write':
			return world.foreignWrite((index) => ((step.keeps >> (index % 8)) & 1) === 1, step.adds);
		case 'foreign history':
			return world.foreignHistory(step.change);
		case 'pass':
			return world.pass(step.ms);
		case 'set clock':
			return world.setClock(step.ms);
	}
}
