import { expect, test } from 'vitest';
import { createEngine } from '../../source/failures/sanitise/sanitise.ts';
import { piecesOf, verifyPieces } from '../../source/failures/verify.ts';
import { drawn, expand } from '../support/drawn.ts';
import { createCorpus } from '../support/planted/corpus.ts';
import { sanitisedBytes } from '../support/sanitised.ts';

const found = (text: string) => verifyPieces([{ text }]).map(({ rule }) => rule);

test.each([
	['email', 'by jane.doe@example.com today'],
	['email', 'grüße@münchen.example'],
	['ipv4-address', 'from 10.0.0.5:80'],
	['ipv6-address', 'at fe80::1ff:fe23 up'],
	['ipv6-address', '2001:db8:0:0:1:0:0:1'],
	['mac-address', '00:1a:2b:3c:4d:5e'],
	['home-folder', 'in /home/jane/x'],
	['windows-user-folder', 'C:\\Users\\jane\\x'],
	['private-host', 'http://db.prod.internal/x'],
	['private-key', expand('-----BEGIN {label}-----', 1)],
	['token', `x ghp_${drawn('alnum', 36, 1)}`],
	['token', `eyJ${drawn('base64url', 20, 2)}.eyJ${drawn('base64url', 20, 3)}.x`],
	['url-credentials', `postgres://u:${drawn('alnum', 8, 4)}@db.example.com`],
	['authorization', `Authorization: Bearer ${drawn('alnum', 20, 5)}`],
	['password', `DB_PASSWORD=${drawn('alnum', 12, 6)}`],
	['long-hex', `dump ${drawn('hex', 64, 7)} end`],
])('%s is found: %s', (rule, text) => {
	expect(found(text)).toContain(rule);
	expect(JSON.stringify(verifyPieces([{ text }]))).not.toContain(text);
});

test.each([
	'git@github.com:org/repo.git, pkg@1.2.3, logo@2x.png',
	'<EMAIL> from <IP>:80, /home/<USER>/x, C:\\Users\\<USER>\\y, https://<TOKEN>@example.com, PASSWORD=<TOKEN>',
	'at 12:30:11, version 1.2.3, Chrome/120.0.6099.109, std::vector, sha256:deadbeef',
	'-----BEGIN CERTIFICATE-----',
])('nothing is found: %s', (text) => {
	expect(found(text)).toEqual([]);
});

test('a fingerprint is exempt by where it stands, and only there', () => {
	const hash = drawn('hex', 64, 9);
	const report = { groups: [{ fingerprint: `x ${hash}`, sample_trace: 'Error: <IP>' }] };
	const places = [['groups', '*', 'fingerprint']];
	expect(verifyPieces(piecesOf(report, places))).toEqual([]);
	expect(verifyPieces(piecesOf(report, []))).toEqual([{ rule: 'long-hex', count: 1 }]);
	const leaked = { groups: [{ fingerprint: 'x', sample_trace: `x ${hash}`, 'jane@example.com': 1 }] };
	expect(verifyPieces(piecesOf(leaked, places)).map(({ rule }) => rule)).toEqual(['email', 'long-hex']);
	expect(verifyPieces([{ text: `| ` }, { text: hash, isHash: true }, { text: ' | 3 |' }])).toEqual([]);
});

test('what the sanitiser leaves of the planted corpus passes', () => {
	const { bytes } = sanitisedBytes(createEngine(), createCorpus(41, 8).bytes);
	// Names of revisions stay in logs by rule; a report shows samples of traces, which have none, and no colours.
	const text = bytes
		.toString()
		// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what it is about
		.replace(/\u001b\[[0-9;]*m/g, '')
		.replace(/(?:commit |SHA:|sha256:|npm-|branch +)[0-9a-f]{40,64}/g, '');
	expect(verifyPieces([{ text }])).toEqual([]);
});
