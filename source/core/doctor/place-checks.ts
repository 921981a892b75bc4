import type { DoctorFacts } from './facts.ts';
import type { Check } from './finding.ts';

const NPM_CALL = 'npx --package=murmur8 -- murmur8 <command>';

function programsSeen({ programs }: DoctorFacts): string {
	const [first, ...others] = programs.map(({ path, isNpmPackage }) =>
		isNpmPackage ? `${path} (the npm package)` : path,
	);
	return `two programs are named murmur8: ${first} answers first, before ${others.join(', ')}`;
}

export const PLACE_CHECKS: readonly Check[] = [
	{
		id: 'no-project',
		severity: 'problem',
		look: ({ place: { root, isHome, isProject } }) =>
			isProject
				? []
				: [
						{
							seen: isHome
								? `no project here: ${root} was taken, the home folder, whose .claude belongs to another program`
								: `no project here: ${root} was taken, which has no .blueprint, no .claude and no git`,
							fix: 'cd into the project, or make this one: mkdir .blueprint',
						},
					],
	},
	{
		id: 'two-programs',
		severity: 'note',
		look: (facts) => {
			const { programs } = facts;
			const isMixed =
				programs.some(({ isNpmPackage }) => isNpmPackage) && programs.some((found) => !found.isNpmPackage);
			if (!isMixed) return [];
			const fix = programs[0]?.isNpmPackage
				? `npm uninstall --global murmur8; afterwards the npm package answers to: ${NPM_CALL}`
				: `npm uninstall --global murmur8; until and after then the npm package answers to: ${NPM_CALL}`;
			return [{ seen: programsSeen(facts), fix }];
		},
	},
];
