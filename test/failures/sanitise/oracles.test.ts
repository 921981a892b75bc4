import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import { expect, test } from 'vitest';
import { createEngine } from '../../../source/failures/sanitise/sanitise.ts';
import { foundByGitleaks, hasGitleaks } from '../../support/gitleaks.ts';
import { createCorpus } from '../../support/planted/corpus.ts';
import { sanitisedBytes } from '../../support/sanitised.ts';

const PRESET = '@secretlint/secretlint-rule-preset-recommend';

/** What secretlint's recommended rules find: the names of its rules, once for each find. */
async function foundBySecretlint(text: string): Promise<readonly string[]> {
	const { messages } = await lintSource({
		source: { filePath: 'build.log', content: text, ext: '.log', contentType: 'text' },
		options: { config: { rules: [{ id: PRESET, rule: creator, options: {} }] } },
	});
	return messages.map(({ ruleId }) => ruleId);
}

const SEEDS = [11, 4711, 90210];
const engine = createEngine();

test.each(SEEDS)(
	'secretlint finds plenty in the corpus of seed %i, and nothing in what is left of it',
	async (seed) => {
		const corpus = createCorpus(seed, 12);
		const before = await foundBySecretlint(corpus.bytes.toString());
		expect(before.length).toBeGreaterThan(100);
		expect(new Set(before).size).toBeGreaterThan(5);
		const { bytes } = sanitisedBytes(engine, corpus.bytes);
		expect(await foundBySecretlint(bytes.toString())).toEqual([]);
	},
);

test.skipIf(!hasGitleaks).each(SEEDS)(
	'gitleaks finds plenty in the corpus of seed %i, and of what is left only what must stay',
	(seed) => {
		const corpus = createCorpus(seed, 12);
		const before = foundByGitleaks(corpus.bytes);
		expect(before.length).toBeGreaterThan(200);
		expect(new Set(before.map(({ RuleID }) => RuleID)).size).toBeGreaterThan(15);
		const { bytes } = sanitisedBytes(engine, corpus.bytes);
		// It takes the names of caches and public keys for secrets.
		const benign = corpus.labels.flatMap(({ isSecret, pieces }) => (isSecret ? [] : pieces));
		const wrong = foundByGitleaks(bytes).filter(({ Secret }) => !benign.some((text) => text.includes(Secret)));
		expect(wrong).toEqual([]);
	},
);
