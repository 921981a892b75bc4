import { plural } from '../plural.ts';
import type { NpmPackageFacts } from './facts.ts';
import type { Advice, Check } from './finding.ts';

const NPM_CALL = 'npx --package=murmur8 -- murmur8';

/** Files of `.claude/` that hold for both programs, and those that are the npm package's alone. */
export const SHARED_FILES: readonly string[] = ['feedback-config.json', 'cost-config.json'];
export const NPM_FILES: readonly string[] = [
	'implement-queue.json',
	'murm-queue.json',
	'retry-config.json',
	'stack-config.json',
	'murm-config.json',
];

/** What carries over by itself. */
function recognised({ version, historyEntries, signs }: NpmPackageFacts): Advice {
	const named = version === undefined ? 'the npm package murmur8' : `the npm package murmur8 ${version}`;
	const history =
		historyEntries === undefined ? 'its history' : `its history (${plural(historyEntries, 'run')} in the file)`;
	return {
		seen: `${named} is at work here (${signs.join(', ')}); ${history} and its undelivered events are shared, nothing has to be moved`,
		fix: 'none needed; its runs are in: murmur8 history',
	};
}

function settings({ files }: NpmPackageFacts): readonly Advice[] {
	const own = files.filter((name) => NPM_FILES.includes(name) && name.endsWith('-config.json'));
	const shared = files.filter((name) => SHARED_FILES.includes(name));
	if (own.length === 0) return [];
	const both =
		shared.length === 0 ? '' : `; ${shared.join(' and ')} ${shared.length === 1 ? 'holds' : 'hold'} for both`;
	return [
		{
			seen: `${own.join(' and ')} ${own.length === 1 ? 'is' : 'are'} the npm package’s alone and not read here${both}`,
			fix: `none needed; to change them: ${NPM_CALL} ${own[0]?.replace('.json', '') ?? ''}`,
		},
	];
}

/** Why a skill is not as `init --skill` would have it. */
const SKILL_WORDS = {
	absent: 'edits the history by hand and records nothing here',
	old: 'has recording lines of another release',
	changed: 'has recording lines that were changed; they are left alone',
	torn: 'has recording lines whose end is gone; they are left alone',
} as const;

function skills({ skills: found, hasHooks }: NpmPackageFacts, isDelivering: boolean): readonly Advice[] {
	const twice = isDelivering ? '; a skill that sends events itself sends each run twice' : '';
	const told = found.flatMap(({ path, state }) => {
		if (state === 'current') return [];
		const isLeft = state === 'changed' || state === 'torn';
		return [
			{
				seen: `${path} ${SKILL_WORDS[state]}${state === 'absent' ? twice : ''}`,
				fix: isLeft ? 'none needed; for ours: murmur8 init --skill --force' : 'murmur8 init --skill',
			},
		];
	});
	if (hasHooks || found.every(({ state }) => state === 'absent')) return told;
	const seen = 'no hooks in .claude/settings.json: tokens and costs of agents are only what the skill tells';
	return [...told, { seen, fix: 'murmur8 init --skill' }];
}

/** What changes for a project of the npm package. */
export const NPM_CHECKS: readonly Check[] = [
	{ id: 'npm-package', severity: 'note', look: ({ npmPackage }) => (npmPackage ? [recognised(npmPackage)] : []) },
	{ id: 'npm-settings', severity: 'note', look: ({ npmPackage }) => (npmPackage ? settings(npmPackage) : []) },
	{
		id: 'npm-skill',
		severity: 'note',
		look: ({ npmPackage, settings: { values } }) =>
			npmPackage ? skills(npmPackage, values.url !== undefined && values.audience !== 'off') : [],
	},
];
