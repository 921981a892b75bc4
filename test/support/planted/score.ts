import type { Corpus } from './corpus.ts';

export interface KindScore {
	readonly planted: number;
	readonly right: number;
}

export interface Score {
	/** Secrets that are gone, and benign texts that are left: by kind, from 0 to 1. */
	readonly kinds: ReadonlyMap<string, KindScore>;
	readonly recall: number;
	readonly kept: number;
	/** Up to ten of what went wrong, for people. */
	readonly wrong: readonly string[];
}

const share = (scores: readonly KindScore[]): number => {
	const planted = scores.reduce((sum, score) => sum + score.planted, 0);
	return planted === 0 ? 1 : scores.reduce((sum, score) => sum + score.right, 0) / planted;
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what it is about
const COLOUR = /\u001b\[[0-9;]*m/g;

/** Compares what came out with what was planted. */
export function scoreOf({ labels }: Corpus, output: Uint8Array): Score {
	const text = Buffer.from(output).toString().replace(COLOUR, '');
	const lines = new Set(text.split('\n'));
	const kinds = new Map<string, { planted: number; right: number; isSecret: boolean }>();
	const wrong: string[] = [];
	for (const { kind, isSecret, pieces } of labels) {
		const score = kinds.get(kind) ?? { planted: 0, right: 0, isSecret };
		kinds.set(kind, score);
		score.planted++;
		const isRight = isSecret
			? pieces.every((piece) => !text.includes(piece))
			: pieces.every((piece) => lines.has(piece));
		if (isRight) score.right++;
		else wrong.push(`${kind}: ${pieces.find((piece) => text.includes(piece) === isSecret) ?? ''}`);
	}
	const of = (isSecret: boolean) => [...kinds.values()].filter((score) => score.isSecret === isSecret);
	return { kinds, recall: share(of(true)), kept: share(of(false)), wrong };
}
