import { parseArgs } from 'node:util';
import { createEngine } from '../source/failures/sanitise/sanitise.ts';
import { createCorpus } from '../test/support/planted/corpus.ts';
import { scoreOf } from '../test/support/planted/score.ts';
import { sanitisedBytes } from '../test/support/sanitised.ts';
import { noteFigure } from './support/figures.ts';

/** Recall and benign texts kept, by kind, on corpora of seeds that nobody has seen: `node bench/sanitise-score.ts`. */
const { values } = parseArgs({
	options: {
		seeds: { type: 'string', default: '3' },
		rounds: { type: 'string', default: '40' },
		first: { type: 'string' },
		// bench/run.ts gives it to all; there is no table to write.
		write: { type: 'boolean' },
	},
});
const engine = createEngine();
const first = values.first === undefined ? Date.now() % 1_000_000_000 : Number(values.first);
const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
let isWithin = true;

for (let seed = first; seed < first + Number(values.seeds); seed++) {
	const corpus = createCorpus(seed, Number(values.rounds));
	const { bytes } = sanitisedBytes(engine, corpus.bytes);
	const { recall, kept, kinds, wrong } = scoreOf(corpus, bytes);
	const isStable = sanitisedBytes(engine, bytes).bytes.equals(bytes);
	const worst = [...kinds]
		.map(([kind, { planted, right }]) => [kind, right / planted] as const)
		.sort(([, a], [, b]) => a - b)[0];
	console.log(
		`seed ${seed}: ${corpus.labels.length} texts, recall ${percent(recall)}, kept ${percent(kept)}, worst kind ${worst?.[0]} ${percent(worst?.[1] ?? 0)}, a second time ${isStable ? 'the same' : 'other'}`,
	);
	for (const text of wrong.slice(0, 10)) console.log(`  ${text.slice(0, 160)}`);
	const reference = `${corpus.labels.length} texts of seed ${seed}, the worst of ${values.seeds}`;
	noteFigure({ id: 'sanitise-recall', value: 100 * recall, reference });
	noteFigure({ id: 'sanitise-kept', value: 100 * kept, reference });
	noteFigure({ id: 'sanitise-worst-kind', value: 100 * (worst?.[1] ?? 0), reference: `${worst?.[0]}` });
	isWithin &&= recall >= 0.995 && kept >= 0.995 && (worst?.[1] ?? 0) >= 0.95 && isStable;
}
process.exitCode = isWithin ? 0 : 1;
