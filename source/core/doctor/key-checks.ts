import { SETTINGS } from '../settings/definitions.ts';
import type { DoctorFacts } from './facts.ts';
import type { Check } from './finding.ts';
import { dotenvLine, placeOf } from './given.ts';

const VARIABLE = SETTINGS.key.variable;
const TYPOGRAPHIC_QUOTE = /^[\u00AB\u00BB\u2018-\u201F\u2039\u203A]|[\u00AB\u00BB\u2018-\u201F\u2039\u203A]$/;
const SET_KEY = 'murmur8 telemetry-config set key --key-stdin < key.txt';

const hasTypographicQuotes = (facts: DoctorFacts) => TYPOGRAPHIC_QUOTE.test(dotenvLine(facts, VARIABLE)?.raw ?? '');

/** An unquoted `#` begins a comment even in the middle of a word; behind a space it was meant as one. */
const isCutShort = (raw: string) => /^[^\s"'`#][^\s#]*#/.test(raw);

/** Keys of the portal are `mm8_` and 64 hexadecimal digits; other receivers have other keys. */
const isTruncated = (key: string) => key.startsWith('mm8_') && !/^mm8_[0-9a-f]{64}$/.test(key);

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
			if (key === undefined || !isTruncated(key)) return [];
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
