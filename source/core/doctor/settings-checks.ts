import { SETTINGS, type SettingDefinition, type SettingName } from '../settings/definitions.ts';
import type { DoctorFacts, FileFacts } from './facts.ts';
import type { Advice, Check } from './finding.ts';
import { givenText, placeOf, removal, replacement } from './given.ts';

const NAMES = Object.keys(SETTINGS) as SettingName[];

/** Settings whose faults have checks of their own. */
const TOLD_ELSEWHERE: readonly (SettingName | undefined)[] = ['url', 'key', 'audience', undefined];

const isOffByDoNotTrack = ({ inputs, settings }: DoctorFacts) =>
	settings.values.audience === 'off' &&
	!['', '0', 'false'].includes((inputs.environment['DO_NOT_TRACK'] ?? '').trim().toLowerCase());

/** Whether an empty variable of the environment takes away what `.env` gives. */
function isEmptied(facts: DoctorFacts, name: SettingName): boolean {
	const definition: SettingDefinition<unknown> = SETTINGS[name];
	const text = facts.inputs.environment[definition.variable];
	return text?.trim() === '' && 'whenEmpty' in definition && givenText(facts, name, 'dotenv') !== undefined;
}

function audienceOff(facts: DoctorFacts): readonly Advice[] {
	const { values, sources } = facts.settings;
	if (values.audience !== 'off') return [];
	if (isOffByDoNotTrack(facts)) {
		return [{ seen: 'nothing is sent: DO_NOT_TRACK is set in the environment', fix: 'unset DO_NOT_TRACK' }];
	}
	if (isEmptied(facts, 'audience')) return [];
	const place = placeOf(facts, 'audience', sources.audience);
	return [{ seen: `nothing is sent: audience is off, by ${place}`, fix: removal(facts, 'audience', sources.audience) }];
}

/** Problems of a whole file: broken, with an unknown key, unreadable. */
function fileProblems(facts: DoctorFacts): readonly Advice[] {
	const files: Readonly<Record<string, FileFacts>> = {
		project: facts.projectFile,
		user: facts.userFile,
		dotenv: facts.dotenv,
	};
	return facts.settings.problems.flatMap(({ name, source, message }) => {
		const file = files[source];
		return name === undefined && file ? [{ seen: `nothing is sent: ${message}`, fix: mending(file, message) }] : [];
	});
}

function mending({ path, kind, isPermitted }: FileFacts, message: string): string {
	if (kind !== 'file') return `mv ${path} ${path}.aside`;
	if (!isPermitted && message.endsWith("can't be read")) return `chmod u+rw ${path}`;
	const entry = / has ("(?:[^"\\]|\\.)*");/.exec(message)?.[1];
	if (entry !== undefined) return `remove ${entry} from ${path}`;
	if (message.includes('holds a key')) return `remove "key" from ${path}`;
	return message.includes('must be a text') ? `mend the value in ${path}` : `mv ${path} ${path}.aside`;
}

export const SETTINGS_CHECKS: readonly Check[] = [
	{ id: 'settings-file', severity: 'problem', look: fileProblems },
	{
		id: 'audience-unknown',
		severity: 'problem',
		look: (facts) =>
			facts.settings.problems.flatMap(({ name, source, message }) =>
				name === 'audience'
					? [{ seen: `nothing is sent: ${message}`, fix: replacement(facts, 'audience', source, 'user-only') }]
					: [],
			),
	},
	{
		id: 'setting-invalid',
		severity: 'problem',
		look: (facts) =>
			facts.settings.problems.flatMap(({ name, source, message }) =>
				name === undefined || TOLD_ELSEWHERE.includes(name)
					? []
					: [{ seen: `nothing is sent: ${message}`, fix: removal(facts, name, source) }],
			),
	},
	{ id: 'audience-off', severity: 'note', look: audienceOff },
	{
		id: 'operator-only-on-flat',
		severity: 'problem',
		look: (facts) => {
			const { values, sources } = facts.settings;
			if (values.audience !== 'operator-only' || values.wire !== 'flat' || values.url === undefined) return [];
			return [
				{
					seen: 'nothing is sent: the flat wire needs run facts, which audience operator-only withholds',
					fix: replacement(facts, 'wire', sources.wire, 'envelope'),
				},
			];
		},
	},
	{
		id: 'empty-variable',
		severity: 'problem',
		look: (facts) =>
			NAMES.filter((name) => isEmptied(facts, name)).map((name) => ({
				seen: `${SETTINGS[name].variable} is set but empty in the environment, which switches off what ${facts.dotenv.path} sets`,
				fix: `unset ${SETTINGS[name].variable}`,
			})),
	},
	{
		id: 'overridden',
		severity: 'note',
		look: (facts) =>
			NAMES.filter((name) => {
				const [strong, weak] = [givenText(facts, name, 'environment'), givenText(facts, name, 'dotenv')];
				return strong !== undefined && weak !== undefined && strong.trim() !== weak.trim();
			}).map((name) => ({
				seen: `${SETTINGS[name].variable} in the environment wins over another value in ${facts.dotenv.path}`,
				fix: `unset ${SETTINGS[name].variable}`,
			})),
	},
	{
		id: 'waits-for-trust',
		severity: 'note',
		look: ({ settings, projectFile }) =>
			settings.inert.length > 0
				? [
						{
							seen: `${settings.inert.join(', ')} in ${projectFile.path} would widen what leaves and does nothing until trusted`,
							fix: 'murmur8 telemetry-config trust --yes',
						},
					]
				: [],
	},
];
