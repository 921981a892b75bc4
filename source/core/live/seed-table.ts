import type { Severity } from '../metrics/labels.ts';
import type { FailureCount, MachineryCounts } from '../metrics/snapshot.ts';
import type { FailureTrace } from '../run-failure.ts';

/** A demonstration: two features, fourteen runs, half a day apart. What is not told here follows from it. */
export interface Seed {
	readonly slug: 'notes-search' | 'user-auth';
	readonly status: 'success' | 'failed' | 'paused';
	/** Index of the last stage that ran. */
	readonly last: number;
	/** Letters of `FAILURES` that stood in its logs. */
	readonly failures: string;
	readonly outbox: number;
	readonly delivered: number;
}

export const seed = (
	slug: Seed['slug'],
	status: Seed['status'],
	last: number,
	failures: string,
	outbox: number,
	delivered: number,
): Seed => ({ slug, status, last, failures, outbox, delivered });

export const SEEDS: readonly Seed[] = [
	seed('notes-search', 'failed', 3, 'AB', 0, 1),
	seed('user-auth', 'success', 5, 'E', 0, 1),
	seed('notes-search', 'failed', 5, 'ABC', 1, 0),
	seed('user-auth', 'success', 5, 'E', 2, 0),
	seed('notes-search', 'success', 5, 'BC', 3, 0),
	seed('user-auth', 'failed', 3, 'DE', 4, 0),
	seed('notes-search', 'success', 5, 'B', 2, 3),
	seed('user-auth', 'success', 5, 'E', 0, 3),
	seed('notes-search', 'failed', 5, 'AB', 0, 1),
	seed('user-auth', 'paused', 2, '', 0, 1),
	seed('notes-search', 'success', 5, 'B', 0, 1),
	seed('user-auth', 'success', 5, '', 0, 1),
	seed('notes-search', 'success', 5, '', 0, 1),
	seed('user-auth', 'success', 5, '', 0, 1),
];

export const HALF_A_DAY_MS = 43_200_000;

const FAILURES: Readonly<Record<string, Omit<FailureCount, 'fingerprint'>>> = {
	A: { stage: 'nigel-tests', severity: 'error', count: 4 },
	B: { stage: 'codey-implement', severity: 'warning', count: 2 },
	C: { stage: 'codey-implement', severity: 'error', count: 1 },
	D: { stage: 'cass', severity: 'warning', count: 1 },
	E: { stage: 'alex', severity: 'info', count: 1 },
};

const prints = (letter: string) => `sha256-${letter.toLowerCase().repeat(64)}`;

/** What the failures are, for views that name them. */
export const TRACES: readonly (FailureTrace & {
	readonly fingerprint: string;
	readonly score: number;
	readonly severity: Severity;
})[] = [
	{ letter: 'A', className: 'TypeError', message: 'property of undefined', frame: 'parse@search.ts', score: 7.2 },
	{ letter: 'B', className: 'Error', message: 'ENOENT: no such file', frame: 'load@index.ts', score: 5.1 },
	{ letter: 'C', className: 'RangeError', message: 'invalid array length', frame: 'grow@index.ts', score: 7 },
	{
		letter: 'D',
		className: 'AssertionError',
		message: 'expected <NUM> stories',
		frame: 'check@stories.ts',
		score: 4.1,
	},
	{ letter: 'E', className: 'Error', message: 'ETIMEDOUT', frame: 'fetchSpec@spec.ts', score: 2.3 },
].map(({ letter, className, message, frame, score }) => ({
	fingerprint: prints(letter),
	className,
	message,
	frames: [frame],
	score,
	severity: FAILURES[letter]?.severity ?? 'info',
}));

/** Milliseconds that a stage takes; the implementation is slow in every run. */
export const BASE_MS = [48_000, 95_000, 62_000, 110_000, 71_000, 640_000] as const;

export const failuresOf = ({ failures }: Seed): readonly FailureCount[] =>
	[...failures].flatMap((letter) => {
		const found = FAILURES[letter];
		return found ? [{ fingerprint: prints(letter), ...found }] : [];
	});

/** What the delivery of events did around the end of a run. */
export const machineryOf = ({ outbox, delivered }: Seed): MachineryCounts => ({
	deliveries: delivered === 0 ? { transient: 3 } : { delivered },
	lastDeliveryMs: delivered === 0 ? 10_000 : 180,
	outboxDepth: outbox,
	dropped: 0,
	sinkErrors: 0,
	recorderErrors: {},
});
