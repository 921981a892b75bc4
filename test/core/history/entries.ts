import fc from 'fast-check';
import { oddName, oddText } from '../property.ts';

/** The clock of the core's callers. */
export const parseTime = (text: string) => Date.parse(text);

const START_MS = Date.UTC(2026, 0, 1);

const time = fc.oneof(
	fc.integer({ min: 0, max: 400 * 86_400_000 }).map((ms) => new Date(START_MS + ms).toISOString()),
	fc.constantFrom(undefined, null, '', 'yesterday', 17, {}),
);
const duration = fc.oneof(fc.nat(10_000_000), fc.nat(9_999).map(String), fc.constantFrom(undefined, null, -1, 'long'));
const cost = fc.oneof(
	fc.nat(99_999).map((cents) => cents / 100),
	fc.nat(9_999).map((cents) => `$${(cents / 100).toFixed(2)}`),
	fc.constantFrom(undefined, null, '0.12', 'free', -3, Number.MAX_VALUE),
);
const stageName = fc.constantFrom('alex', 'cass', 'nigel-spec', 'nigel', 'codey-plan', 'deploy', '__proto__');
const stage = fc.record(
	{
		durationMs: duration,
		status: fc.constantFrom('success', 'failed', 'skipped', undefined),
		cost,
		tokens: fc.oneof(fc.record({ input: fc.nat(99_999), output: fc.nat(99_999) }), fc.constantFrom(null, 'many', [])),
	},
	{ requiredKeys: [] },
);

/** Entries much like real ones: most say what they should. */
export const likelyEntry = fc.record(
	{
		slug: fc.oneof(oddText, fc.constantFrom('user-auth', 'billing', '日本語')),
		status: fc.constantFrom('success', 'success', 'failed', 'paused', 'aborted', 'user-aborted', undefined),
		startedAt: time,
		completedAt: time,
		totalDurationMs: duration,
		totalCost: cost,
		failedStage: fc.oneof(stageName, fc.constantFrom(undefined, null)),
		pausedAfter: fc.constantFrom('alex', undefined),
		stages: fc.oneof(
			// Built from text, as from a file: `__proto__` is a key like any other there.
			fc
				.array(fc.tuple(stageName, stage), { maxLength: 5 })
				.map((pairs) =>
					JSON.parse(`{${pairs.map(([name, data]) => `${JSON.stringify(name)}:${JSON.stringify(data)}`).join(',')}}`),
				),
			fc.array(stage, { maxLength: 2 }),
			fc.constantFrom(null, 'none', undefined),
		),
	},
	{ requiredKeys: [] },
);

const batch = fc.record(
	{
		mode: fc.constant('murmuration'),
		status: fc.constantFrom('partial', 'success'),
		features: fc.oneof(fc.array(fc.string(), { maxLength: 4 }), fc.constantFrom(null, 3)),
	},
	{ requiredKeys: ['mode'] },
);

/** Any JSON value, with keys that entries have among them. */
const anyEntry = fc
	.oneof(
		fc.jsonValue(),
		fc.dictionary(
			fc.oneof(fc.constantFrom('slug', 'status', 'stages', 'mode', 'features', 'totalCost', 'completedAt'), oddName),
			fc.jsonValue(),
		),
	)
	.map((value): unknown => JSON.parse(JSON.stringify(value)));

export const someEntry: fc.Arbitrary<unknown> = fc.oneof(
	{ weight: 6, arbitrary: likelyEntry },
	{ weight: 1, arbitrary: batch },
	{ weight: 2, arbitrary: anyEntry },
	{ weight: 1, arbitrary: fc.constantFrom(null, 'text', 7, true, []) },
);
