import { isCutShort, isInTypographicQuotes, isTruncatedKey } from '../dotenv-faults.ts';
import { SETTINGS } from '../settings/definitions.ts';
import type { DoctorFacts } from './facts.ts';
import type { Check } from './finding.ts';
import { dotenvLine, placeOf } from './given.ts';

const VARIABLE = SETTINGS.key.variable;
const SET_KEY = 'murmur8 telemetry-config set key --key-stdin < key.txt';

const hasTypographicQuotes = (facts: DoctorFacts) => isInTypographicQuotes(dotenvLine(facts, VARIABLE)?.raw ?? '');

export const KEY_CHECKS: readonly Check[] = [
	{
		id: 'key-quotes',
		severity: 'problem',
		look: (facts) =>
			hasTypographicQuotes(facts)
				? [
						{
							seen: `the key in line ${dotenvLine(facts, VARIABLE)?.number} of ${facts.dotenv.path} stands in typographic quotes, which become a part of it`,
							fix: `remove the quotes around ${VARIABLE} in ${facts.dotenv.path}`,
						},
					]
				: [],
	},
	{
		id: 'key-characters',
		severity: 'problem',
		look: (facts) =>
			facts.settings.problems.flatMap(({ name, source }) =>
				name !== 'key' || (source === 'dotenv' && hasTypographicQuotes(facts))
					? []
					: [
							{
								seen: `${placeOf(facts, 'key', source)} has characters that no HTTP header can carry: a key is visible ASCII without spaces`,
								fix: source === 'environment' ? `export ${VARIABLE}=… with the key as it was issued` : SET_KEY,
							},
						],
			),
	},
	{
		id: 'key-cut-short',
		severity: 'problem',
		look: (facts) => {
			const line = dotenvLine(facts, VARIABLE);
			return line && isCutShort(line.raw)
				? [
						{
							seen: `the key in line ${line.number} of ${facts.dotenv.path} ends at its #: unquoted, that begins a comment`,
							fix: `put the value of ${VARIABLE} in ${facts.dotenv.path} into double quotes`,
						},
					]
				: [];
		},
	},
	{
		id: 'key-truncated',
		severity: 'problem',
		look: (facts) => {
			const { values, sources } = facts.settings;
			const { key } = values;
			if (key === undefined || !isTruncatedKey(key)) return [];
			if (sources.key === 'dotenv' && isCutShort(dotenvLine(facts, VARIABLE)?.raw ?? '')) return [];
			const place = placeOf(facts, 'key', sources.key);
			return [
				{
					seen: `${place} begins with mm8_, but is not followed by 64 hexadecimal digits (${key.length - 4} characters): it was cut or mistyped`,
					fix: sources.key === 'environment' ? `export ${VARIABLE}=… with the whole key` : SET_KEY,
				},
			];
		},
	},
	{
		id: 'dotenv-tracked',
		severity: 'problem',
		look: ({ dotenv, inputs }) =>
			dotenv.isTracked && Object.keys(inputs.dotenv).some((name) => name.startsWith('MURMUR8_'))
				? [
						{
							seen: `${dotenv.path} is tracked by git: whoever clones the repository gets its key, and sends by its settings`,
							fix: `git rm --cached ${dotenv.path} && echo .env >> .gitignore, then a new key if one was in it`,
						},
					]
				: [],
	},
	{
		id: 'dotenv-readable',
		severity: 'note',
		look: ({ dotenv, inputs }) =>
			dotenv.kind === 'file' && ((dotenv.mode ?? 0) & 0o077) !== 0 && inputs.dotenv[VARIABLE]?.trim()
				? [{ seen: `${dotenv.path} holds a key and can be read by others`, fix: `chmod 600 ${dotenv.path}` }]
				: [],
	},
];
