import {
	hasNoDigit,
	type IsNone,
	isFilled,
	isNoEmail,
	isNoKey,
	isNoPassword,
	isPublic,
	isVersion,
} from './verify-exceptions.ts';

/** One kind of thing that may not be in a finished report. Plain expressions, on purpose not the sanitiser's code. */
export interface Check {
	readonly name: string;
	readonly pattern: RegExp;
	readonly isNone?: IsNone;
}

const OCTET = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';
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

export const CHECKS: readonly Check[] = [
	{
		name: 'email',
		pattern:
			/(?<=[\p{L}\p{N}_+-])@(?:[\p{L}\p{N}][\p{L}\p{N}-]{0,62}\.){1,8}\p{L}{2,24}(?![\p{L}\p{N}_-]|\.[\p{L}\p{N}]|:[^\s\d])/gu,
		isNone: isNoEmail,
	},
	{
		name: 'ipv4-address',
		pattern: new RegExp(`(?<![\\w.-])${OCTET}\\.${OCTET}\\.${OCTET}\\.${OCTET}(?![\\w-]|\\.\\d)`, 'g'),
		isNone: isVersion,
	},
	{
		name: 'ipv6-address',
		pattern:
			/(?<![\w:])(?:(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|(?:fe80|fc00|fd[0-9a-f]{2}|2001|2a0[0-9a-f])(?::[0-9a-fA-F]{1,4}){0,6}::(?:[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{1,4}){0,6})?)(?![\w:]|-\w)/g,
		isNone: hasNoDigit,
	},
	{ name: 'mac-address', pattern: /(?<![\w:-])[0-9a-fA-F]{2}(?::[0-9a-fA-F]{2}){5}(?![\w:-])/g },
	{
		name: 'home-folder',
		pattern:
			/(?:^|[\s"'`(=:[,])(?:\/home|\/Users)\/(?!(?:[Ss]hared|[Pp]ublic|[Dd]efault|[Aa]ll|linuxbrew)(?![\w.+~-]))[\p{L}\p{N}_]/gmu,
	},
	{
		name: 'windows-user-folder',
		pattern: /[A-Za-z]:[\\/]{1,2}Users[\\/]{1,2}(?!(?:Public|Default|All|Shared)\b)[\p{L}\p{N}_]/gu,
	},
	{
		name: 'private-host',
		pattern: /(?:\/\/|\w@)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,6}\.(?:internal|corp|lan|intranet|local)(?![\w.-])/gi,
	},
	{ name: 'private-key', pattern: /-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?----/g },
	{
		name: 'token',
		pattern: new RegExp(`(?<![A-Za-z0-9])(?:${TOKEN_STARTS.join('|')})`, 'g'),
		isNone: isFilled,
	},
	{ name: 'url-credentials', pattern: /:\/\/[^\s/:@<"'`[\]]{0,64}:[^\s/@<"'`$*{[\]]{1,128}@/g },
	{ name: 'authorization', pattern: /\bauthorization["']?: ?["']?(?:bearer|basic|token) [A-Za-z0-9._~+/=-]{8}/gi },
	{
		name: 'password',
		pattern: /(?:password|passwd|secret)["']?=["']?[A-Za-z0-9!#%&+/_-]{6,128}/gi,
		isNone: isNoPassword,
	},
	{ name: 'api-key', pattern: /api_?key["']?=["']?[A-Za-z0-9_-]{6,128}/gi, isNone: isNoKey },
	{ name: 'long-hex', pattern: /(?<![\w:@/.-])[0-9a-f]{40,}(?![\w.-])/g, isNone: isPublic },
];
