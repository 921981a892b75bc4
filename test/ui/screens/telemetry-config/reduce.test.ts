import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SettingName } from '../../../../source/core/settings/definitions.ts';
import type { SettingInputs } from '../../../../source/core/settings/resolve.ts';
import type { Draft } from '../../../../source/core/settings-screen/draft.ts';
import type { Effect } from '../../../../source/ui/screen.ts';
import { CONFIG_KEYMAP, type ConfigAction } from '../../../../source/ui/screens/telemetry-config/keys.ts';
import { audienceLines, readingLines } from '../../../../source/ui/screens/telemetry-config/readings.ts';
import { leaveConfig, reduceConfig } from '../../../../source/ui/screens/telemetry-config/reduce.ts';
import {
	type ConfigEvent,
	type ConfigIntent,
	type ConfigState,
	focusCount,
	startConfig,
} from '../../../../source/ui/screens/telemetry-config/state.ts';
import { SEEDED } from '../../../core/property.ts';
import { NOW_MS, sampleFacts } from './sample.ts';

const SIZE = { columns: 120, rows: 30 };
const KEY = `abcd${'x'.repeat(16)}1234`;

type Input = ConfigAction | { readonly text: string } | { readonly event: ConfigEvent };

/** The screen with a world that answers every wish to read, and nothing else. */
function drive(inputs: readonly Input[], given: Partial<SettingInputs> = {}, from?: ConfigState) {
	let state = from ?? startConfig(sampleFacts(given), SIZE);
	const effects: Effect<ConfigIntent>[] = [];
	for (const input of inputs) {
		const step = reduceConfig(
			state,
			typeof input === 'string'
				? { kind: 'action', action: input }
				: 'text' in input
					? { kind: 'text', text: input.text }
					: { kind: 'event', event: input.event },
			NOW_MS,
		);
		state = step.state;
		for (const effect of step.effects ?? []) {
			if (effect.kind === 'intent' && effect.intent.kind === 'read') {
				const facts = sampleFacts(given, effect.intent.draft);
				state = reduceConfig(state, { kind: 'event', event: { kind: 'facts', facts } }, NOW_MS).state;
			} else effects.push(effect);
		}
	}
	return { state, effects, intents: effects.flatMap((effect) => (effect.kind === 'intent' ? [effect.intent] : [])) };
}

const indexOf = (name: SettingName) => sampleFacts().rows.findIndex((row) => row.name === name);
const moveTo = (name: SettingName): readonly ConfigAction[] => Array.from({ length: indexOf(name) }, () => 'down');
const toQueue = (index: number): readonly ConfigAction[] =>
	Array.from({ length: sampleFacts().rows.length + index }, () => 'down');

describe('reading', () => {
	const lines = [...Array.from({ length: 50 }, (_, index) => `line ${index}`), `    ${'word '.repeat(60)}end`];
	const open = { event: { kind: 'event', title: 'an event', lines } } as const;
	const topOf = ({ state: { mode } }: ReturnType<typeof drive>) =>
		mode.kind === 'text' ? mode.reading.top : undefined;

	test('every key moves what is seen, from either end', () => {
		expect(topOf(drive([open]))).toBe(0);
		expect(topOf(drive([open, 'up']))).toBe(0);
		expect(topOf(drive([open, 'down']))).toBe(1);
		const end = topOf(drive([open, 'last'])) ?? 0;
		expect(end).toBeGreaterThan(50 - SIZE.rows);
		expect(topOf(drive([open, 'last', 'down', 'pageDown']))).toBe(end);
		expect(topOf(drive([open, 'last', 'up']))).toBe(end - 1);
	});

	test('a line that is too long goes on below, as far in as it began; nothing of it is lost', () => {
		const shown = readingLines({ title: '', lines, top: 0 }, 60);
		expect(shown.length).toBeGreaterThan(lines.length);
		for (const line of shown) expect(line.length).toBeLessThanOrEqual(56);
		const long = shown.slice(50);
		for (const line of long) expect(line).toMatch(/^ {4}\S/);
		expect(long.map((line) => line.trim()).join(' ')).toBe(lines.at(-1)?.trim());
	});

	test('what each audience gets has room at 60 columns', () => {
		for (const line of audienceLines(drive([]).state)) expect(line.length, line).toBeLessThanOrEqual(56);
	});
});

describe('editing', () => {
	test('keys that come faster than the facts each go one choice on', () => {
		const from = startConfig(sampleFacts(), SIZE);
		const keys: readonly ConfigAction[] = [...moveTo('audience'), 'more', 'more'];
		const state = keys.reduce((last, action) => reduceConfig(last, { kind: 'action', action }, NOW_MS).state, from);
		expect(state.draft.get('audience')).toBe('on');
	});

	test('a text: typed, kept, shown, not saved', () => {
		const { state, intents } = drive([...moveTo('url'), 'edit', { text: 'https://a.example/e' }, 'accept']);
		expect([...state.draft]).toEqual([['url', 'https://a.example/e']]);
		expect(state.facts.rows.find(({ name }) => name === 'url')).toMatchObject({
			shown: 'https://a.example/e',
			isDirty: true,
		});
		expect(intents).toEqual([]);
	});

	test('a key: begins empty, shows its end', () => {
		const { state } = drive([...moveTo('key'), 'edit', { text: KEY }, 'accept']);
		expect(state.facts.rows.find(({ name }) => name === 'key')?.shown).toBe('****1234');
	});

	test('a key that was not typed stays', () => {
		const given = { dotenv: { MURMUR8_TELEMETRY_KEY: KEY } };
		expect(drive([...moveTo('key'), 'edit', 'accept'], given).state.draft.size).toBe(0);
	});

	test('an emptied text takes the setting out', () => {
		const given = { dotenv: { MURMUR8_TELEMETRY_URL: 'https://a.example/' } };
		const { state } = drive([...moveTo('url'), 'edit', 'clear', 'accept'], given);
		expect([...state.draft]).toEqual([['url', undefined]]);
	});

	test.each<[string, readonly Input[]]>([
		['cancelled', ['edit', { text: 'x' }, 'cancel']],
		['not changed', ['edit', 'accept']],
	])('%s leaves everything as it was', (_, inputs) => {
		expect(drive([...moveTo('timeoutMs'), ...inputs]).state.draft.size).toBe(0);
	});

	test.each<[ConfigAction, string]>([
		['more', 'operator-only'],
		['less', 'off'],
		['edit', 'operator-only'],
	])('a choice by %s', (action, expected) => {
		expect(drive([...moveTo('audience'), action]).state.draft.get('audience')).toBe(expected);
	});

	test.each<ConfigAction>(['edit', 'more', 'less', 'unset'])(
		'what the environment holds is not changed by %s',
		(action) => {
			const given = { environment: { MURMUR8_TELEMETRY_AUDIENCE: 'on' } };
			const { state, effects } = drive([...moveTo('audience'), action], given);
			expect(state.draft.size).toBe(0);
			expect(effects).toMatchObject([
				{ kind: 'notice', tone: 'bad', text: expect.stringContaining('MURMUR8_TELEMETRY_AUDIENCE') },
			]);
		},
	);

	test('undo takes all back', () => {
		const { state } = drive([...moveTo('audience'), 'more', 'undo']);
		expect(state.draft.size).toBe(0);
		expect(state.facts.audience).toBe('user-only');
	});
});

describe('saving', () => {
	test('of what was wrong a moment ago waits for what the world says now; another key calls it off', () => {
		const act = (state: ConfigState, action: ConfigAction) =>
			reduceConfig(state, { kind: 'action', action }, NOW_MS).state;
		const tell = (state: ConfigState, draft: Draft) =>
			reduceConfig(state, { kind: 'event', event: { kind: 'facts', facts: sampleFacts({}, draft) } }, NOW_MS).state;
		const wrong: Draft = new Map([['wire', 'nonsense']]);
		const seen = tell({ ...startConfig(sampleFacts(), SIZE), draft: wrong }, wrong);
		expect(reduceConfig(seen, { kind: 'action', action: 'save' }, NOW_MS).effects).toMatchObject([{ tone: 'bad' }]);
		const mended: Draft = new Map([['wire', 'envelope']]);
		const waiting = act({ ...seen, draft: mended }, 'save');
		expect(waiting.mode.kind).toBe('list');
		expect(tell(waiting, wrong).mode.kind).toBe('list');
		expect(tell(waiting, mended).mode).toMatchObject({ kind: 'question', lines: ['Wire: flat -> envelope'] });
		expect(tell(act(waiting, 'down'), mended).mode.kind).toBe('list');
	});

	test('is asked at once where nothing was wrong: keys typed ahead find the question', () => {
		const drafted: Draft = new Map([['wire', 'envelope']]);
		const state = { ...startConfig(sampleFacts(), SIZE), draft: drafted };
		const asked = reduceConfig(state, { kind: 'action', action: 'save' }, NOW_MS).state;
		expect(asked.mode.kind).toBe('question');
	});

	test('asks with what changed, then saves', () => {
		const { state, intents } = drive([...moveTo('wire'), 'more', 'save']);
		expect(state.mode).toMatchObject({ kind: 'question', lines: ['Wire: flat -> envelope'] });
		expect(intents).toEqual([]);
		const saved = drive(['accept'], {}, state);
		expect(saved.intents).toEqual([{ kind: 'save', draft: new Map([['wire', 'envelope']]) }]);
		const after = drive([{ event: { kind: 'saved', notes: [], inert: [] } }], {}, saved.state);
		expect(after.state).toMatchObject({ hasSaved: true, busy: undefined });
		expect(after.state.draft.size).toBe(0);
	});

	test('of what waits for trust asks for it', () => {
		const saved = { event: { kind: 'saved', notes: ['saved; …'], inert: ['audience'] } } as const;
		const { state } = drive([...moveTo('audience'), 'more', 'save', 'accept', saved]);
		expect(state.mode).toMatchObject({ kind: 'question', next: { kind: 'trust' } });
		expect(drive(['accept'], {}, state).intents).toEqual([{ kind: 'trust' }]);
	});

	test('of nothing says so', () => {
		expect(drive(['save']).effects).toMatchObject([{ kind: 'notice', text: 'nothing has changed' }]);
	});

	test('of what can’t be read is refused', () => {
		const { state, effects } = drive([...moveTo('timeoutMs'), 'edit', 'clear', { text: 'soon' }, 'accept', 'save']);
		expect(effects).toMatchObject([{ kind: 'notice', tone: 'bad' }]);
		expect(state.mode.kind).toBe('list');
	});

	test('a failure keeps the draft', () => {
		const { state } = drive([
			...moveTo('wire'),
			'more',
			'save',
			'accept',
			{ event: { kind: 'failed', words: 'disk is full' } },
		]);
		expect(state.draft.size).toBe(1);
		expect(state.busy).toBeUndefined();
	});
});

describe('leaving', () => {
	test('is nobody’s business where nothing changed', () => {
		expect(leaveConfig(drive([]).state)).toBeUndefined();
	});

	test('asks where something would be lost', () => {
		const { state } = drive([...moveTo('wire'), 'more']);
		const asked = leaveConfig(state)?.state;
		expect(asked?.mode).toMatchObject({ kind: 'question', lines: ['1 change would be lost.'] });
		expect(drive(['accept'], {}, asked).effects).toEqual([{ kind: 'quit' }]);
		expect(drive(['cancel'], {}, asked).state.mode.kind).toBe('list');
	});
});

describe('the queue', () => {
	test.each<[string, readonly Input[], ConfigIntent]>([
		['retry', ['retry'], { kind: 'retry', runId: 'run-2' }],
		['drop asks first', ['drop', 'accept'], { kind: 'drop', runId: 'run-2' }],
		['show', ['edit'], { kind: 'show', runId: 'run-2' }],
	])('%s', (_, inputs, expected) => {
		expect(drive([...toQueue(1), ...inputs]).intents).toEqual([expected]);
	});

	test.each<ConfigAction>(['retry', 'drop'])('%s of a setting says where to go', (action) => {
		expect(drive([action]).effects).toMatchObject([{ kind: 'notice' }]);
	});

	test('that grew shorter keeps the pointer on something', () => {
		const { state } = drive([...toQueue(1), { event: { kind: 'facts', facts: sampleFacts({}, new Map(), []) } }]);
		expect(state.list.selected).toBe(sampleFacts().rows.length - 1);
	});
});

test('a key is never copied', () => {
	const { effects } = drive([...moveTo('key'), 'copyText'], { dotenv: { MURMUR8_TELEMETRY_KEY: KEY } });
	expect(effects).toMatchObject([{ kind: 'notice', tone: 'bad' }]);
});

test('test sends what the screen shows', () => {
	const { intents } = drive([...moveTo('wire'), 'more', 'test']);
	expect(intents).toEqual([{ kind: 'test', draft: new Map([['wire', 'envelope']]) }]);
});

test('whatever is pressed, the pointer stands on something and no key is shown', () => {
	const actions = [
		...new Set(Object.values(CONFIG_KEYMAP).flatMap(({ bindings }) => bindings.map(({ action }) => action))),
	];
	const input = fc.oneof(
		fc.constantFrom<Input>(...actions),
		fc.string({ unit: 'grapheme' }).map((text) => ({ text })),
	);
	fc.assert(
		fc.property(fc.array(input, { maxLength: 40 }), (inputs) => {
			const { state } = drive(inputs, { dotenv: { MURMUR8_TELEMETRY_KEY: KEY } });
			expect(state.list.selected).toBeGreaterThanOrEqual(0);
			expect(state.list.selected).toBeLessThan(focusCount(state));
			expect(state.facts.rows.map(({ shown }) => shown)).not.toContain(KEY);
		}),
		SEEDED,
	);
});
