import { CANONICAL_STAGES } from '../stages.ts';
import type { AgentCall } from './hook-input.ts';

type StageName = (typeof CANONICAL_STAGES)[number];

/** Which of an agent's two stages a text is about: the first of these words that it holds. */
interface Halves {
	readonly words: RegExp;
	readonly first: RegExp;
	readonly stages: readonly [first: StageName, second: StageName];
}

const NIGEL: Halves = {
	words: /\btest[- _]?spec|\bspec|\btest/i,
	first: /spec/i,
	stages: ['nigel-spec', 'nigel-tests'],
};
const CODEY: Halves = {
	words: /\bimplementation plan|\bplan|\bimplement/i,
	first: /plan/i,
	stages: ['codey-plan', 'codey-implement'],
};

/** The agents of a pipeline and what they do; `nigel` and `codey` have two stages each. */
const PERSONAS: Readonly<Record<string, StageName | Halves>> = {
	alex: 'alex',
	cass: 'cass',
	nigel: NIGEL,
	codey: CODEY,
};

/** `murmur8:nigel_spec`, `codeyPlan` → `nigel-spec`, `codey-plan` */
function normalise(name: string): string {
	const own = name.slice(name.lastIndexOf(':') + 1);
	return own
		.replace(/([a-z])([A-Z])/g, '$1-$2')
		.replace(/[\s_]+/g, '-')
		.toLowerCase();
}

const isStage = (name: string): name is StageName => (CANONICAL_STAGES as readonly string[]).includes(name);

/** A text names an agent where it begins with the name, or says so: "You are Alex, …". */
const NAMED = /^\W*(alex|cass|nigel|codey)\b|\b(?:you are|agent|as)\W+(alex|cass|nigel|codey)\b/i;

function personaIn(text: string): string | undefined {
	const match = NAMED.exec(text);
	return (match?.[1] ?? match?.[2])?.toLowerCase();
}

/** Words of a name are told apart by hyphens, too, which are no part of a word either. */
function halfIn({ words, first, stages }: Halves, texts: readonly string[]): StageName {
	for (const text of texts) {
		const found = words.exec(text)?.[0];
		if (found !== undefined) return first.test(found) ? stages[0] : stages[1];
	}
	return stages[1];
}

/**
 * The stage that a sub-agent's name and task speak of; undefined where they name none: an agent of another purpose.
 * Nothing of these texts goes any further.
 */
export function stageOfAgent({ type, description, task }: AgentCall): string | undefined {
	const name = normalise(type);
	if (isStage(name)) return name;
	const persona = [name, description, task].map(personaIn).find((found) => found !== undefined);
	const stage = persona === undefined ? undefined : PERSONAS[persona];
	return typeof stage === 'object' ? halfIn(stage, [name, description, task]) : stage;
}
