import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createClock } from '../../../source/ui/run/clock.ts';
import type { Scheduler } from '../../../source/ui/run/ports.ts';
import { createStore } from '../../../source/ui/run/store.ts';
import { initialShell, shellReducer } from '../../../source/ui/shell/state.ts';
import { SAMPLE_SCREEN, sampleState } from '../../support/sample-screen.tsx';
import { SEEDED } from '../../support/seed.ts';
import { NOW_MS } from '../../support/store.ts';

/** Time that goes on when the test says so. */
function createTime() {
	let nowMs = NOW_MS;
	let planned: { readonly atMs: number; readonly work: () => void }[] = [];
	const scheduler: Scheduler = {
		nowMs: () => nowMs,
		after: (ms, work) => {
			const plan = { atMs: nowMs + ms, work };
			planned.push(plan);
			return () => {
				planned = planned.filter((one) => one !== plan);
			};
		},
	};
	const goOn = (ms: number) => {
		const untilMs = nowMs + ms;
		for (;;) {
			const next = planned.toSorted((one, other) => one.atMs - other.atMs)[0];
			if (!next || next.atMs > untilMs) break;
			planned = planned.filter((one) => one !== next);
			nowMs = next.atMs;
			next.work();
		}
		nowMs = untilMs;
	};
	return { scheduler, goOn, planned: () => planned.length };
}

function open() {
	const time = createTime();
	const first = initialShell<ReturnType<typeof sampleState>, readonly string[]>(
		sampleState(),
		{ columns: 80, rows: 24 },
		NOW_MS,
	);
	const effects: object[] = [];
	const store = createStore(first, shellReducer(SAMPLE_SCREEN), (effect) => effects.push(effect), time.scheduler);
	let drawn = 0;
	store.subscribe(() => drawn++);
	return { ...time, store, effects, drawn: () => drawn };
}

test('the first news is drawn at once, what follows with all else of its tenth of a second', () => {
	const { store, goOn, drawn } = open();
	store.push({ event: ['a'] });
	goOn(0);
	expect([drawn(), store.state().screen.rows]).toEqual([1, ['a']]);
	store.push({ event: ['b'] });
	store.push({ event: ['c'] });
	goOn(50);
	expect(drawn()).toBe(1);
	goOn(50);
	expect([drawn(), store.state().screen.rows]).toEqual([2, ['c']]);
});

test('never more than ten times a second, and nothing is lost', () => {
	fc.assert(
		fc.property(fc.array(fc.nat(60), { minLength: 1, maxLength: 100 }), (pauses) => {
			const { store, goOn, drawn } = open();
			for (const [index, pauseMs] of pauses.entries()) {
				store.push({ event: [`${index}`] });
				goOn(pauseMs);
			}
			goOn(200);
			const spentMs = pauses.reduce((sum, pauseMs) => sum + pauseMs, 200);
			expect(drawn()).toBeLessThanOrEqual(1 + Math.ceil(spentMs / 100));
			expect(store.state().screen.rows).toEqual([`${pauses.length - 1}`]);
		}),
		SEEDED,
	);
});

test('a key waits for nothing, and what it asks for is handed out once', () => {
	const { store, effects, drawn, planned } = open();
	store.dispatch({ kind: 'key', key: 'a' });
	expect(drawn()).toBe(1);
	expect(effects).toEqual([{ kind: 'intent', intent: { ask: 'it' } }]);
	store.push({ event: ['late'] });
	store.dispose();
	expect(planned()).toBe(0);
});

test('the clock: every minute, every second while something runs, and not after its end', () => {
	const { scheduler, goOn, planned } = createTime();
	let isRunning = false;
	let ticks = 0;
	const clock = createClock(
		scheduler,
		() => isRunning,
		() => ticks++,
	);
	goOn(59_000);
	expect(ticks).toBeLessThanOrEqual(1);
	isRunning = true;
	clock.update();
	clock.update();
	expect(planned()).toBe(1);
	ticks = 0;
	goOn(10_000);
	expect(ticks).toBe(10);
	clock.stop();
	expect(planned()).toBe(0);
});
