import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEngine } from '../../../source/failures/sanitise/sanitise.ts';
import { Sanitiser } from '../../../source/failures/sanitise/stream/sanitiser.ts';
import { cutsOf } from '../../support/cuts.ts';
import { drawn } from '../../support/drawn.ts';
import { createCorpus } from '../../support/planted/corpus.ts';
import { sanitisedBytes } from '../../support/sanitised.ts';

const engine = createEngine();
const LABEL = ['RSA', 'PRIVATE', 'KEY'].join(' ');

/** Keys of all forms, colours, letters of several bytes, and a line of five megabytes. */
function input(): Buffer {
	const words = Array.from(
		{ length: 40_000 },
		(_, index) => `w${index} jane${index}@example.com ü ${drawn('hex', 44, index)} `,
	);
	const long = `${words.join('')}${drawn('base64', 1000, 1)}${'Ab3/'.repeat(500_000)} end`;
	return Buffer.concat([createCorpus(77, 3).bytes, Buffer.from(`${long}\r\nlast /home/jane/x`)]);
}

test('the output is the same however the input is cut', () => {
	const bytes = input();
	const whole = sanitisedBytes(engine, bytes).bytes;
	for (let seed = 0; seed < 12; seed++) {
		expect(sanitisedBytes(engine, bytes, cutsOf(seed, bytes.length)).bytes.equals(whole), `seed ${seed}`).toBe(true);
	}
	expect(whole.includes('jane')).toBe(false);
	expect(sanitisedBytes(engine, whole).bytes.equals(whole)).toBe(true);
});

test('every single cut through keys, colours and letters', () => {
	const text = [
		`a 10.0.0.1 \u001b[31mtok\u001b[0men=${drawn('alnum', 24, 3)}\u001b[0m grüße@exämple.com`,
		`key -----BEGIN ${LABEL}-----`,
		drawn('base64', 64, 4),
		`${drawn('base64', 20, 5)}==`,
		`-----END ${LABEL}----- after`,
		`x -----BEGIN ${LABEL}-----\r`,
		`${drawn('base64', 64, 6)}\r`,
		'Done, nothing swallowed\r',
		'<apiToken>',
		`  ${drawn('alnum', 20, 8)}`,
		'</apiToken>',
		'Please use the following password to proceed to installation:\r',
		'\r',
		`${drawn('hex', 32, 9)}\r`,
		'end',
	].join('\n');
	const bytes = Buffer.from(text);
	const whole = sanitisedBytes(engine, bytes).bytes;
	expect(whole.toString()).toContain('after\n');
	expect(whole.toString()).toContain('\nDone, nothing swallowed\r\n<apiToken>\n  <TOKEN>\n</apiToken>\n');
	expect(whole.toString()).toContain('installation:\r\n\r\n<TOKEN>\r\nend');
	for (let cut = 1; cut < bytes.length; cut++) {
		expect(sanitisedBytes(engine, bytes, [cut]).bytes.toString(), `cut at ${cut}`).toBe(whole.toString());
	}
});

test('streams of one thread know nothing of each other, also where one writes into another', () => {
	const texts = [createCorpus(78, 2).bytes, createCorpus(79, 2).bytes];
	const pieces: Buffer[][] = [[], [], []];
	const last = new Sanitiser(engine, (bytes) => pieces[2]?.push(Buffer.from(bytes)));
	const streams = texts.map(
		(_, index) =>
			new Sanitiser(engine, (bytes) => {
				pieces[index]?.push(Buffer.from(bytes));
				if (index === 0) last.push(bytes);
			}),
	);
	for (let at = 0; at < Math.max(...texts.map(({ length }) => length)); at += 777) {
		for (const [index, stream] of streams.entries()) stream.push((texts[index] as Buffer).subarray(at, at + 777));
	}
	for (const stream of [...streams, last]) stream.end();
	const [first, second] = texts.map((text) => sanitisedBytes(engine, text).bytes.toString());
	// What is clean already stays as it is.
	expect(pieces.map((parts) => Buffer.concat(parts).toString())).toEqual([first, second, first]);
});

const PIECES = [
	'token=',
	'password: ',
	'"',
	"'",
	' ',
	'\n',
	'\r\n',
	'@',
	'.',
	':',
	'::',
	'//',
	'://',
	'-----BEGIN ',
	'-----END ',
	LABEL,
	'-----',
	'\\n',
	'\\',
	'/home/',
	'<',
	'>',
	'<TOKEN>',
	'<IP:3>',
	'\u001b[31m',
	'\u001b',
	'\u001b]8;;',
	'=',
	'%40',
	'10.0.0.1',
	'fe80::1',
	'a',
	'Zz9',
	'ü',
	'🙂',
	'Bearer ',
	'Cookie: ',
	'Authorization: ',
	'-p ',
	'mysql ',
	'a@b.example',
	'\0',
	'x'.repeat(40),
	'eyJ',
	'AKIA',
	'|',
	'{',
	'}',
	',',
	'C:\\Users\\',
] as const;

test('whatever is put together: nothing throws, cuts change nothing, a second time changes nothing', () => {
	const pieces = fc.array(
		fc.oneof(
			fc.constantFrom(...PIECES),
			fc.string({ maxLength: 6 }),
			fc.nat().map((seed) => drawn('alnum', 24, seed)),
		),
		{ maxLength: 40 },
	);
	fc.assert(
		fc.property(pieces, fc.nat(), (parts, seed) => {
			const bytes = Buffer.from(parts.join(''));
			const whole = sanitisedBytes(engine, bytes).bytes;
			expect(sanitisedBytes(engine, bytes, cutsOf(seed, bytes.length)).bytes.toString()).toBe(whole.toString());
			const apart = sanitisedBytes(engine, Buffer.from(parts.join(' '))).bytes;
			expect(sanitisedBytes(engine, apart).bytes.toString()).toBe(apart.toString());
		}),
		{ numRuns: Number(process.env['SANITISE_RUNS'] ?? 2000), seed: 11 },
	);
});

/** What signs that mean something in addresses stand beside. */
const SIGNS = [
	...['a', 'b', 'f', 'T', 'db', '0', '1', '9', '22', '53', '80', '255', '2b3c', '1a', '1a2b3c4d', 'fe80', '192'],
	...['.', '.', '-', '-', ':', ':', ':', '::', '/', '//', '@', ' ', '=', '(', '"', ','],
];

test('what comes in later lines changes nothing of a line: a sign that is not looked at would have found nothing', () => {
	const line = fc.array(fc.constantFrom(...SIGNS), { minLength: 1, maxLength: 14 }).map((parts) => parts.join(''));
	const sanitise = (text: string) => sanitisedBytes(engine, Buffer.from(text)).bytes.toString();
	const later = 'and so on, and so on, and so on\n';
	fc.assert(
		fc.property(line, (text) => {
			expect(sanitise(`${text}\n${later}`)).toBe(`${sanitise(`${text}\n`)}${later}`);
		}),
		{
			numRuns: Number(process.env['SANITISE_RUNS'] ?? 5_000),
			seed: 12,
			examples: [['http://dbx:53'], ['db1:80'], ['T53:22 b'], ['fe80.:01a.0::'], ['10192:b.::fe80'], ['db5:22:@1a']],
		},
	);
});
