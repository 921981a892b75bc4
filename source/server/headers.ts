/** What every response says to browsers: nobody else may read it, frame it, keep it or guess what it is. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
	'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
	'x-content-type-options': 'nosniff',
	'x-frame-options': 'DENY',
	'referrer-policy': 'no-referrer',
	'cross-origin-resource-policy': 'same-origin',
	'cross-origin-opener-policy': 'same-origin',
	'permissions-policy': 'camera=(), microphone=(), geolocation=()',
	'cache-control': 'no-store',
};

/** Says where the data of a response come from, also where there is no room for it in the body. */
export const SOURCE_HEADER = 'murmur8-source';
/** The database can't be read right now: this is as of before. */
export const STALE_HEADER = 'murmur8-stale';

/** The page, as the build makes it. */
export interface Page {
	readonly html: string;
	/** `sha256-…` of the one script and of the one style sheet in it. */
	readonly scriptHash: string;
	readonly styleHash: string;
}

/** The page runs its own script and style sheet, and talks to nobody but this server. */
export const pagePolicy = ({ scriptHash, styleHash }: Page): string =>
	[
		"default-src 'none'",
		`script-src '${scriptHash}'`,
		`style-src '${styleHash}'`,
		"connect-src 'self'",
		'img-src data:',
		"base-uri 'none'",
		"form-action 'none'",
		"frame-ancestors 'none'",
		"require-trusted-types-for 'script'",
	].join('; ');
