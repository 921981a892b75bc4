/** One kind of thing that may not be in a finished report. Plain expressions, on purpose not the sanitiser's code. */
export interface Check {
	readonly name: string;
	readonly pattern: RegExp;
	/** Finds that are none. */
	readonly except?: RegExp;
}

const TOKEN_STARTS = [
	'gh[pousr]_[A-Za-z0-9]{30}',
	'github_pat_[A-Za-z0-9_]{40}',
	'gl(?:pat|dt|rt|ptt)-[A-Za-z0-9_-]{16}',
	'(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Z0-9])',
	'AIza[A-Za-z0-9_-]{35}',
	'ya29\\.[A-Za-z0-9_-]{20}',
	'xox[abeprs]-[A-Za-z0-9-]{20}',
	'[sr]k_(?:live|test)_[A-Za-z0-9]{16}',
	'sk-(?:proj|ant|or)-[A-Za-z0-9_-]{30}',
	'SG\\.[A-Za-z0-9_-]{16,32}\\.[A-Za-z0-9_-]{16}',
	'npm_[A-Za-z0-9]{36}',
	'pypi-Ag[A-Za-z0-9_-]{40}',
	'dckr_pat_[A-Za-z0-9_-]{20}',
	'hvs\\.[A-Za-z0-9_-]{24}',
	'dop_v1_[a-f0-9]{64}',
	'shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}',
	'hf_[A-Za-z]{30}',
	'AGE-SECRET-KEY-1[A-Z0-9]{40}',
	'eyJ[A-Za-z0-9_-]{8,2000}\\.eyJ[A-Za-z0-9_-]{8}',
] as const;

/** A version of four numbers looks like an address; what stands before tells. */
const VERSION_WORD = '(?:\\b(?:version|ver|release|build|driver|upgraded?|sdk|runtime|firmware)[ :=/]{1,3})?';
const OCTET = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';

export const CHECKS: readonly Check[] = [
	{
		name: 'email',
		pattern: /[\p{L}\p{N}_+-]@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}(?![\p{L}\p{N}.]|:[^\s\d])/gu,
		except: /@\d+\.\d|\.(?:png|jpe?g|gif|svg|js|ts|css|json|md)$/,
	},
	{
		name: 'ipv4-address',
		pattern: new RegExp(`${VERSION_WORD}(?<![\\w.-])${OCTET}\\.${OCTET}\\.${OCTET}\\.${OCTET}(?![\\w-]|\\.\\d)`, 'gi'),
		except: /^[a-z]/i,
	},
	{
		name: 'ipv6-address',
		pattern:
			/(?<![\w:])(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}(?![\w:])|(?<![\w:])(?:fe80|fc00|fd[0-9a-f]{2}|2001|2a0[0-9a-f])::?[0-9a-fA-F:]{2,40}/g,
	},
	{ name: 'mac-address', pattern: /(?<![\w:-])[0-9a-fA-F]{2}(?::[0-9a-fA-F]{2}){5}(?![\w:-])/g },
	{ name: 'home-folder', pattern: /(?:^|[\s"'`(=:[,])(?:\/home|\/Users)\/(?!Shared\b)[^\s/<"'`]/gm },
	{ name: 'windows-user-folder', pattern: /[A-Za-z]:[\\/]{1,2}Users[\\/]{1,2}(?!Public\b|Default\b)[^\s\\/<"'`]/g },
	{
		name: 'private-host',
		pattern: /(?:\/\/|@)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,6}\.(?:internal|corp|lan|intranet|local)(?![\w.-])/gi,
	},
	{ name: 'private-key', pattern: /-----BEGIN [A-Z ]{0,40}PRIVATE KEY/g },
	{ name: 'token', pattern: new RegExp(`(?<![A-Za-z0-9])(?:${TOKEN_STARTS.join('|')})`, 'g') },
	{ name: 'url-credentials', pattern: /:\/\/[^\s/:@<"'`]{0,64}:[^\s/@<"'`$*{]{1,128}@/g },
	{ name: 'authorization', pattern: /\bauthorization["']?: ?["']?(?:bearer|basic|token) [A-Za-z0-9._~+/=-]{8}/gi },
	{
		name: 'password',
		pattern:
			/(?:password|passwd|secret|api_?key)["']?=["']?(?!(?:null|true|false|none|0x[0-9a-f]{1,8})\b|projects\/|(?:password|passwd|secret|api_?key)[,)])[A-Za-z0-9!#%&+/_-]{6}/gi,
	},
	{ name: 'long-hex', pattern: /(?<![\w:@/.-])[0-9a-f]{40,}(?![\w.-])/g },
];

/** A part of a finished report. A hash by definition (a fingerprint) is told by where it stands, never by its looks. */
export interface ReportPiece {
	readonly text: string;
	readonly isHash?: boolean;
}

/** What was found, and how often; never the value. */
export interface Leak {
	readonly rule: string;
	readonly count: number;
}

/**
 * Reads the finished text of a report once more, by other means than those that cleaned it. Anything found means that
 * nothing may be written.
 */
export function verifyPieces(pieces: readonly ReportPiece[]): readonly Leak[] {
	// A hash is taken out, with a sign in its place, so that its neighbours do not run together.
	const text = pieces.map((piece) => (piece.isHash === true ? ' ' : piece.text)).join('');
	const leaks: Leak[] = [];
	for (const { name, pattern, except } of CHECKS) {
		let count = 0;
		for (const [found] of text.matchAll(pattern)) if (!except?.test(found)) count++;
		if (count > 0) leaks.push({ rule: name, count });
	}
	return leaks;
}

/** Where hashes stand in a JSON report: keys from the root, `*` for any. */
export type HashPlace = readonly string[];

const matches = (place: HashPlace, path: readonly string[]): boolean =>
	place.length === path.length && place.every((key, index) => key === '*' || key === path[index]);

/** The texts of a JSON value, keys included, as pieces for `verifyPieces`; each stands in a line of its own. */
export function piecesOf(
	value: unknown,
	hashes: readonly HashPlace[],
	path: readonly string[] = [],
): readonly ReportPiece[] {
	if (typeof value === 'string') {
		return [{ text: value, isHash: hashes.some((place) => matches(place, path)) }, { text: '\n' }];
	}
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, item]) => [
		...(Array.isArray(value) ? [] : [{ text: `${key}\n` }]),
		...piecesOf(item, hashes, [...path, key]),
	]);
}
