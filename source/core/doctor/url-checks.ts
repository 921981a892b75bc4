import { SETTINGS } from '../settings/definitions.ts';
import type { Source } from '../settings/resolve.ts';
import type { DoctorFacts } from './facts.ts';
import type { Advice, Check } from './finding.ts';
import { givenText, placeOf, replacement } from './given.ts';

type UrlFault = 'unparsable' | 'credentials' | 'scheme' | 'plain-http';

const EXAMPLE = 'https://host/path';

function faultOf(text: string): UrlFault {
	const url = URL.parse(text.trim());
	if (!url) return 'unparsable';
	if (url.username !== '' || url.password !== '') return 'credentials';
	return url.protocol === 'http:' || url.protocol === 'https:' ? 'plain-http' : 'scheme';
}

/** What to say of every place whose URL has this fault. The value is not repeated: it may hold credentials. */
function eachUrl(fault: UrlFault, say: (place: string, source: Source) => Advice) {
	return (facts: DoctorFacts): readonly Advice[] =>
		facts.settings.problems.flatMap(({ name, source }) => {
			const text = name === 'url' ? givenText(facts, 'url', source) : undefined;
			return text !== undefined && faultOf(text) === fault ? [say(placeOf(facts, 'url', source), source)] : [];
		});
}

function isUrlMissing({ settings, inputs, place }: DoctorFacts): boolean {
	// Outside a project the URL of the project is not seen; that is what is wrong then.
	if (!place.isProject) return false;
	const isInert = settings.inert.includes('url');
	// An empty variable over a URL has a finding of its own.
	const isSwitchedOff = settings.sources.url === 'environment' && Boolean(inputs.dotenv[SETTINGS.url.variable]?.trim());
	const isBroken = settings.problems.some(({ name }) => name === 'url');
	return settings.values.url === undefined && !isInert && !isSwitchedOff && !isBroken;
}

/** A linked worktree without a `.env` anywhere is told so instead. */
const hasNoDotenvAnywhere = ({ place, dotenv }: DoctorFacts) =>
	place.mainRoot !== undefined && dotenv.kind === 'missing';

const SET_URL = `murmur8 telemetry-config set url ${EXAMPLE}`;

export const URL_CHECKS: readonly Check[] = [
	{
		id: 'no-url',
		severity: 'note',
		look: (facts) =>
			isUrlMissing(facts) && facts.settings.values.key === undefined && !hasNoDotenvAnywhere(facts)
				? [{ seen: 'telemetry is off: MURMUR8_TELEMETRY_URL is not set; runs are kept here only', fix: SET_URL }]
				: [],
	},
	{
		id: 'worktree-without-dotenv',
		severity: 'note',
		look: (facts) =>
			isUrlMissing(facts) && hasNoDotenvAnywhere(facts)
				? [
						{
							seen: 'telemetry is off: neither this linked worktree nor the main one has a .env',
							fix: `write MURMUR8_TELEMETRY_URL=${EXAMPLE} into ${facts.place.mainRoot}/.env`,
						},
					]
				: [],
	},
	{
		id: 'key-without-url',
		severity: 'note',
		look: (facts) =>
			isUrlMissing(facts) && facts.settings.values.key !== undefined
				? [{ seen: 'there is a key, but MURMUR8_TELEMETRY_URL is not set: nothing is sent', fix: SET_URL }]
				: [],
	},
	{
		id: 'url-unparsable',
		severity: 'problem',
		look: (facts) =>
			eachUrl('unparsable', (place, source) => ({
				seen: `${place} is not a URL`,
				fix: replacement(facts, 'url', source, EXAMPLE),
			}))(facts),
	},
	{
		id: 'url-credentials',
		severity: 'problem',
		look: eachUrl('credentials', (place) => ({
			seen: `${place} holds a user name or a password, which would stand in logs of every hop`,
			fix: `take name, password and @ out of ${place}; a key goes in by: murmur8 telemetry-config set key --key-stdin < key.txt`,
		})),
	},
	{
		id: 'url-scheme',
		severity: 'problem',
		look: (facts) =>
			eachUrl('scheme', (place, source) => ({
				seen: `${place} begins with neither https: nor http:`,
				fix: replacement(facts, 'url', source, EXAMPLE),
			}))(facts),
	},
	{
		id: 'url-http-refused',
		severity: 'problem',
		look: eachUrl('plain-http', (place) => ({
			seen: `${place} is http, and MURMUR8_TELEMETRY_REQUIRE_HTTPS=1 refuses that`,
			fix: `change http: to https: in ${place}`,
		})),
	},
	{
		id: 'url-plain-http',
		severity: 'note',
		look: (facts) => {
			const { url } = facts.settings.values;
			if (!url?.isPlainHttp || url.isLoopback) return [];
			const place = placeOf(facts, 'url', facts.settings.sources.url);
			return [
				{ seen: 'the URL is http: events and key travel unencrypted', fix: `change http: to https: in ${place}` },
			];
		},
	},
];
