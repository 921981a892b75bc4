import { expect, test } from 'vitest';
import { generatedLogs } from '../../support/system-logs/labelled.ts';
import { scoreOf } from '../../support/system-logs/score.ts';

/**
 * Kinds that name a reason in words (`closed: timed out`, `closed: broken pipe`): what is one message to whoever labelled
 * them are several errors to whoever must mend them. They are divided, and that is meant.
 */
const DIVIDED: Readonly<Record<string, number>> = { 'service with words for values': 0.65, 'browser tests': 0.8 };

const SEEDS = [1, 2, 3];

test.each(SEEDS)('generated logs of seed %i are grouped as they were made', (seed) => {
	const logs = generatedLogs(seed, 2_000);
	const scores = logs.map((log) => ({ name: log.name, ...scoreOf(log) }));
	expect(scores.filter(({ accuracy }) => accuracy >= 0.85).length).toBeGreaterThanOrEqual(13);
	for (const { name, accuracy, wrong } of scores) {
		expect(accuracy, `${name}: ${wrong.join('\n')}`).toBeGreaterThanOrEqual(DIVIDED[name] ?? 0.85);
	}
});

test('the score sees what is divided and what is joined', () => {
	const lines = ['took 5 ms', 'took 6 ms', 'gave up', 'gave up'];
	expect(scoreOf({ name: '', lines, labels: ['a', 'a', 'b', 'b'] }).accuracy).toBe(1);
	expect(scoreOf({ name: '', lines, labels: ['a', 'c', 'b', 'b'] }).accuracy).toBe(0.5);
	expect(scoreOf({ name: '', lines, labels: ['a', 'a', 'a', 'b'] }).accuracy).toBe(0);
});
