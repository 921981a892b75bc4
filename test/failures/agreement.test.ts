import { expect, test } from 'vitest';
import { createEngine } from '../../source/failures/sanitise/sanitise.ts';
import { RULES } from '../../source/failures/sanitise/table/rules.ts';
import { verifyPieces } from '../../source/failures/verify.ts';
import { drawn, expand } from '../support/drawn.ts';
import { sanitised } from '../support/sanitised.ts';

/**
 * What the sanitiser leaves in a log on purpose holds no report back: the verifier reads by other means, and where its
 * means say something else of ordinary text, nobody ever sees a report of it.
 */
const engine = createEngine();

function agreed(text: string): string {
	const once = sanitised(engine, text).text;
	expect(verifyPieces([{ text: once }]), once).toEqual([]);
	expect(sanitised(engine, once).text).toBe(once);
	return once;
}

const FOUND = RULES.flatMap((rule) => ('find' in rule ? [rule] : []));

test.each(FOUND)('examples and counter-examples of $name', ({ examples, counterExamples }) => {
	for (const [index, text] of [...examples, ...counterExamples].entries()) agreed(expand(text, index));
});

const revision = drawn('hex', 40, 1);
const image = drawn('hex', 64, 2);

test.each([
	// Revisions and checksums
	`fatal: reference is not a tree: ${revision}`,
	`Could not find commit ${revision} in the repository`,
	`fatal: bad object ${revision}`,
	`fatal: remote error: upload-pack: not our ref ${revision}`,
	`treeHash: ${revision}`,
	`Error: expected sha256 ${image}`,
	`container ${image} exited`,
	`image sha256:${image} not found`,
	`Checksum: ${image}`,
	`cache ${revision} missing`,
	'x 0000000000000000000000000000000000000000 y',
	'build 1234567890123456789012345678901234567890',
	// Versions
	'NU1605: Detected package downgrade from 6.0.0.0 to 5.1.0.0.',
	"Could not load file or assembly 'X, Version=4.1.2.3, Culture=neutral'",
	'"1.0.0.0" version, v 1.13.2.1, OID 1.3.101.112',
	'pkg==1.2.3.4 and pkg>=1.2.3.4 and ~1.2.3.4',
	'Chrome/120.0.6099.109 crashed',
	// Repositories
	'git@github.com: Permission denied (publickey).',
	'ssh -T git@github.com',
	'git clone git+ssh://git@github.com/a/b.git',
	'hg@bitbucket.org denied',
	'unit getty@tty1.service failed',
	'sd_IN@devanagari.UTF-8',
	'["a@-b.cc", "a@b.c0"]',
	'https://$USER:$PASS@example.com',
	'postgres://<user>:<pass>@h, postgres://{user}:{pw}@h, postgres://:@h, scheme://[user[:pass]@]host',
	// Values that are none
	'password=required, password=invalid',
	'api_key=missing_value',
	"api_key='your-api-key'",
	'secret="prod/db/password"',
	'password=credentials[0]',
	'password=PASSWORD(x)',
	'password=process.env.X',
	'connect(password=password, user=user)',
	'npm_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
	'expecting: -----BEGIN PRIVATE KEY',
	// Places without anybody
	'/home/linuxbrew/.linuxbrew/bin/x, /home/*/x, /home/$USER/y',
	'The partitions /home/, /root',
	'C:\\Users\\Public\\x, C:\\Users\\...',
	'file:///C:/Users/...',
	'@app.local',
	'2001:dbZ::1, 2001:db8::zzzz, 2001:db8:*, fdab::beef',
	'2001:db8::85a3::8a2e:370:7334',
])('stays: %s', (text) => {
	expect(agreed(text)).toBe(text);
});

test.each([
	['net 192.168.0.0/255.255.255.0 up', 'net <IP>/<IP> up'],
	['AAAA 2001:db8:a8::e.', 'AAAA <IP>.'],
	['listening on ::1.', 'listening on <IP>.'],
	['http://app.local/x', 'http://<HOST>/x'],
	['http://config.internal:8080/x', 'http://<HOST>:8080/x'],
	['Author: D <git@person.example>', 'Author: D <<EMAIL>>'],
	['on /home/ann/home/ann/home/ann', 'on /home/<USER>/home/<USER>/home/<USER>'],
	[`curl --user ${drawn('alnum', 15, 3)}:<TOKEN> x`, `curl --user ${drawn('alnum', 15, 3)}:<TOKEN> x`],
	[
		`https://lists.example.org/list/dev@example.org/thread/${drawn('upper', 32, 4)}/`,
		`https://lists.example.org/list/<EMAIL>/thread/${drawn('upper', 32, 4)}/`,
	],
	['https://user:$' + '{PASS}@example.com', 'https://user:$' + '{PASS}@example.com'],
])('%s becomes %s', (text, expected) => {
	expect(agreed(text)).toBe(expected);
});

test.each(
	`null none undefined true false optional required missing invalid incorrect redacted masked hidden inherit removed
	filtered unset unknown default disabled enabled failed error string boolean object provided expired granted denied
	accepted rejected should cannot mismatch changed updated created deleted omitted sensitive protected encrypted secured
	anonymous static dynamic generated base64 utf16le latin1 binary include same-origin options arguments parameter switch
	unsupported rotated forgotten 0x7f 0xdeadbeef`.split(/\s+/),
)('a value that is said to be %s', (word) => {
	for (const name of ['password', 'PASSWD', 'secret', 'api_key', 'apiKey']) {
		for (const text of [`${name}=${word}`, `${name}="${word}"`, `f(${name}=${word}, x)`]) agreed(text);
	}
});

const canonical = createEngine({ isCanonical: true });

test.each([
	['/a%20b%28v%3D85%29.html', '/a%20b%28v%3D85%<NUM>.html'],
	['98%25-brightgreen', '<NUM>%<NUM>-brightgreen'],
	['crc(g32,0,1,0xEDB88320)', 'crc(g32,<NUM>,<NUM>)'],
	['1,2,3rd', '<NUM>,3rd'],
	['sd_IN@devanagari.UTF-8', 'sd_IN@devanagari.UTF-<NUM>'],
	[
		`"integrity": "sha512-1234567+${drawn('base64', 78, 5)}=="`,
		`"integrity": "sha512-<NUM>+${drawn('base64', 78, 5)}=="`,
	],
])('for comparing, %s becomes %s, and stays so', (text, expected) => {
	const once = sanitised(canonical, text).text;
	expect(once).toBe(expected);
	expect(sanitised(canonical, once).text).toBe(once);
});
