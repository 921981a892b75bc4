import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { helperEnvironment } from '../../source/delivery/helper-environment.ts';

test.each([
	...['PATH', 'HOME', 'USERPROFILE', 'SystemRoot', 'TMPDIR', 'TEMP', 'TMP', 'NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE'],
	...['SSL_CERT_DIR', 'HTTP_PROXY', 'https_proxy', 'ALL_PROXY', 'no_proxy', 'DENO_CERT', 'MURMUR8_DEBUG'],
])('%s is handed on under the name that it has', (name) => {
	const value = randomUUID();
	expect(helperEnvironment({ [name]: value })).toEqual({ [name]: value });
});

test.each([
	...['MURMUR8_TELEMETRY_KEY', 'MURMUR8_TELEMETRY_URL', 'GITHUB_TOKEN', 'AWS_SECRET_ACCESS_KEY', 'NODE_OPTIONS'],
	...['NODE_TLS_REJECT_UNAUTHORIZED', 'LD_PRELOAD', 'CI', 'MURMUR8_RUN_ID', 'PATHS', '__proto__'],
])('%s is not', (name) => {
	const environment = Object.fromEntries([
		[name, randomUUID()],
		['HOME', undefined],
	]);
	expect(helperEnvironment(environment)).toEqual({});
});
