/**
 * Whether a find of the verifier is none: what the rules leave in a log on purpose. A check that is stricter than they
 * are would hold reports back for nothing.
 * @param before what stands before in the same line, at most 64 characters
 * @param behind the two characters behind
 */
export type IsNone = (found: string, before: string, behind: string) => boolean;

const FILE_ENDING =
	/\.(?:png|jpe?g|gif|svg|webp|ico|css|scss|less|jsx?|tsx?|[mc][jt]s|json|html?|ya?ml|xml|toml|ini|lock|log|map|jar|class|php|tgz|tar|gz|bz|xz|dll|exe|patch|diff|whl|deb|rpm|apk|ipa|woff|ttf|eot|wasm|txt|csv|service|socket|target|timer|mount|aar|pom|vue|svelte)$/i;
/** Accounts that belong to nobody: `git@github.com: Permission denied`, `ssh://git@example.com/x` */
const NOBODY = /(?:^|[^\w.+-])(?:git|hg|svn)$/;
const FORGE =
	/^@(?:(?:ssh\.|altssh\.)?(?:github\.com|gitlab\.com|bitbucket\.org)|codeberg\.org|gitee\.com|git\.sr\.ht|ssh\.dev\.azure\.com|vs-ssh\.visualstudio\.com)$/i;
/** `https://$USER:$PASS@example.com` */
const VARIABLE = /\$[\w.+-]{1,63}$/;

const isNobody: IsNone = (found, before, behind) =>
	NOBODY.test(before) && (FORGE.test(found) || /^[:/]/.test(behind) || /\/\/\w{2,3}$/.test(before));

export const isNoEmail: IsNone = (found, before, behind) =>
	/^@\d+\.\d/.test(found) || FILE_ENDING.test(found) || VARIABLE.test(before) || isNobody(found, before, behind);

const PRIVATE = /^(?:10|127|192\.168|172\.(?:1[6-9]|2\d|3[01])|169\.254|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./;
const VERSION =
	/(?:^|[^a-z])(?:versions?|ver|v|release|fileversion|assemblyversion|productversion|build|driver|upgrade[ds]?|updated?|sdk|runtime|firmware|oid)["']?[ :=/(]{0,3}["']?$/i;

/** Four numbers that are a version, by themselves or by what stands around. */
export const isVersion: IsNone = (found, before, behind) => {
	const isPrivate = PRIVATE.test(found);
	const isCertain = isPrivate || /^[:/]/.test(behind);
	if (!isCertain && (/[A-Za-z_-][\d.]*\/$/.test(before) || /^[1-9]\.\d{1,3}\.0\.0$/.test(found))) return true;
	if (/~$|[=<>~!]=$/.test(before)) return true;
	return (!isPrivate || found.startsWith('10.')) && VERSION.test(before);
};

const varietyOf = (text: string): number => new Set(text).size;

/** `fdab::beef` rather is a name. */
export const hasNoDigit: IsNone = (found) => !/\d/.test(found);

/** `ghp_xxxxxxxx…`, which stands for one. */
export const isFilled: IsNone = (found) => varietyOf(found.slice(-16)) < 5;

/** What is said of a password, and is none; of at least six letters, which is what is looked for. */
const NO_PASSWORD =
	/^(?:undefined|required|optional|missing|invalid|incorrect|redacted|masked|hidden|inherit|removed|filtered|unknown|default|disabled|enabled|failed|string|boolean|object|bearer|provided|expired|granted|denied|accepted|rejected|should|cannot|mismatch|changed|updated|created|deleted|omitted|sensitive|protected|encrypted|secured|anonymous|static|dynamic|generated|base64|utf16le|latin1|binary|include|same-origin|options?|arguments?|parameter|switch|switches|instead|0x[0-9a-f]{1,8}[uln]{0,3}|projects\/.*)$/i;
const LOOKED_UP =
	/^(?:process|os|env|config|secrets|vars|this|self|options|settings|props|args|req|request|ctx|var|local|data)$/;
/** `"prod/db/password"` */
const PATH = /^[a-z_-]+(?:\/[a-z_-]+)+$/i;

/** `password="x` → `x` */
const valueIn = (found: string): string => found.replace(/^[^=]*=["']?/, '');

export const isNoPassword: IsNone = (found, _before, behind) => {
	const value = valueIn(found);
	if (NO_PASSWORD.test(value) || PATH.test(value)) return true;
	// Source code: `password=getPassword()`, `password=rows[0]`, `password=process.env.X`, `f(password=password)`
	if (/^\w+$/.test(value) && /^(?:[([]|\?\.|::)/.test(behind)) return true;
	if (/^(?:password|passwd|secret)$/i.test(value)) return /^[,)]/.test(behind);
	return LOOKED_UP.test(value) && behind.startsWith('.');
};

/** Of a key letters and digits are asked: words stand there as often. */
export const isNoKey: IsNone = (found) => {
	const value = valueIn(found);
	return !/\d/.test(value) || !/[A-Za-z]/.test(value) || NO_PASSWORD.test(value);
};

const PUBLIC_WORDS = new Set(
	`sha md h blake digest checksum integrity commit commits revision rev hash shasum head ref refs tree parent merge
	merging etag fingerprint id into at object blob oid fetch checkout sum tag image container layer snapshot resolved
	from version srcrev branch`.split(/\s+/),
);
const BETWEEN = /[ \t:="'`(@#~>[]+/;
const WORDS = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g;
const CACHE = /cache[^\n]{0,43}$/i;

/** `commit …`, `treeHash: …`, `sha256 …`, `public_key=…`: names of revisions, checksums, and what anybody may have. */
export const isPublic: IsNone = (found, before) => {
	if (varietyOf(found) < 7 || /^\d+$/.test(found) || before.endsWith('#') || CACHE.test(before)) return true;
	const pieces = before.split(BETWEEN);
	if (pieces.at(-1) !== '') return false;
	const words = (pieces.at(-2)?.match(WORDS) ?? []).map((word) => word.toLowerCase());
	return PUBLIC_WORDS.has(words.at(-1) ?? '') || words.some((word) => /^pub(?:lic|key)?$/.test(word));
};
