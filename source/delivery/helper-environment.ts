import type { Environment } from '../adapters/environment.ts';

/** What a helper needs of the environment: to start, to find a temporary folder, to reach the network. */
const ALLOWED = new Set([
	'PATH',
	'HOME',
	'USERPROFILE',
	'SYSTEMROOT',
	'TMPDIR',
	'TEMP',
	'TMP',
	'HTTP_PROXY',
	'HTTPS_PROXY',
	'ALL_PROXY',
	'NO_PROXY',
	'NODE_EXTRA_CA_CERTS',
	'SSL_CERT_FILE',
	'SSL_CERT_DIR',
	'DENO_CERT',
	'DENO_DIR',
	'MURMUR8_DEBUG',
]);

/** The environment of a helper: an allow-list, so that no secret of the user's shell is handed on. */
export function helperEnvironment(environment: Environment): Record<string, string> {
	const kept = Object.entries(environment).filter(
		([name, value]) => value !== undefined && ALLOWED.has(name.toUpperCase()),
	);
	return Object.fromEntries(kept) as Record<string, string>;
}
