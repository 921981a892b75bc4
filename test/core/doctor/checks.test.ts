import { describe, expect, test } from 'vitest';
import { CHECKS, diagnose } from '../../../source/core/doctor/diagnose.ts';
import { NO_DELIVERIES } from '../../../source/core/doctor/facts.ts';
import { answered, CASES, failed, PORTAL_KEY, probe, URL_VARIABLE, withKey } from './cases.ts';
import { factsOf } from './facts.ts';

test.each(CASES)('%s', (_name, given, ids) => {
	const findings = diagnose(factsOf(given));
	expect(findings.map(({ id }) => id)).toEqual(ids);
	for (const { seen, fix } of findings) {
		expect(seen).toMatch(/^\S.*[^.\s]$/);
		expect(fix).toMatch(/^\S.*\S$/);
		expect(seen + fix).not.toMatch(/undefined|NaN|\[object/);
	}
});

test('every check has a case in which it speaks', () => {
	const spoken = new Set(CASES.flatMap(([, , ids]) => ids));
	expect([...new Set(CHECKS.map(({ id }) => id))].filter((id) => !spoken.has(id))).toEqual([]);
});

test('problems stand before notes', () => {
	const given = { setAside: ['a'], ...answered(0), dotenv: { [URL_VARIABLE]: 'http://receiver.example.invalid/' } };
	const severities = diagnose(factsOf(given)).map(({ severity }) => severity);
	expect(severities).toEqual(['problem', 'note', 'note', 'note']);
});

describe('what TLS complains of', () => {
	test.each([
		['CERT_HAS_EXPIRED', /has expired/],
		['invalid peer certificate: Expired', /has expired/],
		['ERR_TLS_CERT_ALTNAME_INVALID', /another host name/],
		['invalid peer certificate: NotValidForName', /another host name/],
		['CERT_NOT_YET_VALID', /not valid yet/],
		['DEPTH_ZERO_SELF_SIGNED_CERT', /signed by nobody/],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /signed by nobody/],
		['invalid peer certificate: UnknownIssuer', /signed by nobody/],
		['ERR_SSL_WRONG_VERSION_NUMBER', /handshake fails/],
	])('%s', (reason, seen) => {
		expect(diagnose(factsOf(probe(failed('tls', reason))))[0]?.seen).toMatch(seen);
	});
});

describe('the fix for what the last attempt was refused for', () => {
	test.each([
		['HTTPS_PROXY names no http: or https: proxy', undefined, /^mend HTTPS_PROXY, /],
		['HTTP 403 (proxy proxy.example.invalid:3128)', undefined, /by the proxy/],
		['DEPTH_ZERO_SELF_SIGNED_CERT (proxy proxy.example.invalid:3128)', undefined, /by the proxy/],
		['a proxy wants credentials (HTTP 407)', 407, /HTTPS_PROXY/],
		['DEPTH_ZERO_SELF_SIGNED_CERT', undefined, /TLS/],
		['no', 401, /set key/],
		['HTTP 301 redirects to https://receiver.example.invalid', 301, /^mend MURMUR8_TELEMETRY_URL/],
	])('%s', (reason, statusCode, fix) => {
		const stuck = { result: 'configuration', sinceMs: 0, statusCode, reason };
		const findings = diagnose(factsOf({ delivery: { ...NO_DELIVERIES, waiting: 1, stuck } }));
		expect(findings.map((found) => found.fix)).toEqual([expect.stringMatching(fix)]);
		expect(findings[0]?.fix).toMatch(/, then: murmur8 telemetry flush$/);
	});
});

test('no finding holds a key or what a terminal obeys, wherever it came from', () => {
	const reason = `bad key ${PORTAL_KEY}\u001B[2J`;
	const findings = diagnose(
		factsOf({
			...withKey(PORTAL_KEY),
			setAside: [`.claude/${PORTAL_KEY}`],
			delivery: { ...NO_DELIVERIES, rejected: 1, newestRejection: { atMs: 5, reason }, dropped: 1 },
		}),
	);
	expect(findings).toHaveLength(3);
	expect(JSON.stringify(findings)).not.toContain(PORTAL_KEY);
	expect(JSON.stringify(findings)).not.toContain('u001b');
});
