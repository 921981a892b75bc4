import { type Chance, createChance } from '../../test/support/chance.ts';

/** Of all forms that such files hold; most are folders. */
const FORMS: readonly [(chance: Chance, index: number) => string, ...((chance: Chance, index: number) => string)[]] = [
	(chance, index) => `/packages/p${chance.below(200)}/m${index}/`,
	(chance, index) => `/packages/p${chance.below(200)}/src/m${index}/**`,
	(_, index) => `/apps/a${index}/`,
	(chance) => `/packages/p${chance.below(200)}/**/*.test.ts`,
	(_, index) => `*.ext${index}`,
	(_, index) => `name${index}.json`,
	(chance) => `/packages/*/m${chance.below(200)}/`,
	(_, index) => `docs/*/d${index}-*.md`,
];

/** A CODEOWNERS file of so many rules. */
export function ownerRules(count: number): string {
	const chance = createChance(2);
	const lines = Array.from(
		{ length: count - 1 },
		(_, index) => `${chance.pick(FORMS)(chance, index)} @team-${index % 50}`,
	);
	return ['* @everybody', ...lines].join('\n');
}

/** Paths that some of the rules are about. */
export function ownedPaths(count: number): readonly string[] {
	const chance = createChance(3);
	return Array.from({ length: count }, (_, index) =>
		chance.pick([
			`packages/p${chance.below(200)}/src/m${chance.below(1_000)}/file${index}.ts`,
			`packages/p${chance.below(200)}/m${chance.below(1_000)}/deep/er/file${index}.test.ts`,
			`apps/a${chance.below(1_000)}/src/index.ts`,
			`docs/guide/d${chance.below(1_000)}-x.md`,
			`file${index}.ext${chance.below(1_000)}`,
		]),
	);
}
