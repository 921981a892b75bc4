import { expect, test } from 'vitest';
import { createEngine } from '../../../source/failures/sanitise/sanitise.ts';
import { BENIGN } from '../../support/planted/benign.ts';
import { createCorpus } from '../../support/planted/corpus.ts';
import { POSITIVES } from '../../support/planted/positives.ts';
import { scoreOf } from '../../support/planted/score.ts';
import { sanitisedBytes } from '../../support/sanitised.ts';

const engine = createEngine();

test('at least 70 kinds that must go and 25 that must stay', () => {
	expect(Object.keys(POSITIVES).length).toBeGreaterThanOrEqual(70);
	expect(Object.keys(BENIGN).length).toBeGreaterThanOrEqual(25);
});

test.each([1, 20, 300])('the corpus of seed %i: secrets go, the rest stays, a second time changes nothing', (seed) => {
	const corpus = createCorpus(seed, 12);
	const { bytes } = sanitisedBytes(engine, corpus.bytes);
	const { recall, kept, kinds, wrong } = scoreOf(corpus, bytes);
	expect(recall, wrong.join('\n')).toBeGreaterThanOrEqual(0.995);
	expect(kept, wrong.join('\n')).toBeGreaterThanOrEqual(0.995);
	for (const [kind, { planted, right }] of kinds) expect(right / planted, kind).toBeGreaterThanOrEqual(0.9);
	expect(sanitisedBytes(engine, bytes).bytes.equals(bytes)).toBe(true);
});
