import { createChance } from '../../test/support/chance.ts';
import { createCorpus } from '../../test/support/planted/corpus.ts';
import { ordinaryLine, successfulLine } from './ci-lines.ts';

/** Repeats blocks of different lines up to a size: making a gigabyte of drawn text would take longer than the bench. */
function filled(block: Buffer, sizeBytes: number): Buffer {
	const log = Buffer.alloc(sizeBytes);
	for (let at = 0; at < sizeBytes; at += block.length) block.copy(log, at);
	return log.subarray(0, log.lastIndexOf(0x0a) + 1);
}

/** Ordinary build output, one planted text in two hundred lines. */
export function ciLog(sizeBytes: number): Buffer {
	const chance = createChance(5);
	const planted = createCorpus(6, 2).bytes.toString().split('\n');
	const lines = Array.from({ length: 60_000 }, (_, index) =>
		index % 200 === 0 ? (planted[chance.below(planted.length)] ?? '') : ordinaryLine(chance),
	);
	return filled(Buffer.from(`${lines.join('\n')}\n`), sizeBytes);
}

/** A secret, or what only looks like one, in every line. */
export const denseLog = (sizeBytes: number): Buffer => filled(createCorpus(7, 60).bytes, sizeBytes);

/** Ordinary lines only: what changes of them is changed wrongly. */
export function ordinaryLog(lines: number): Buffer {
	const chance = createChance(8);
	return Buffer.from(`${Array.from({ length: lines }, () => ordinaryLine(chance)).join('\n')}\n`);
}

const LINES_OF_SUCCESS = 40_000;

/** A build in which nothing fails. */
export function successfulLog(sizeBytes: number): Buffer {
	const chance = createChance(9);
	return filled(
		Buffer.from(`${Array.from({ length: LINES_OF_SUCCESS }, () => successfulLine(chance)).join('\n')}\n`),
		sizeBytes,
	);
}

/** Errors as four languages write them, with frames of libraries, a cause and a test. */
const TRACES: readonly (readonly string[])[] = [
	[
		"TypeError: Cannot read properties of undefined (reading 'total')",
		...Array.from({ length: 4 }, (_, index) => `    at step${index} (/builds/acme/src/step-${index}.js:1${index}:5)`),
		...Array.from(
			{ length: 6 },
			(_, index) => `    at next (/builds/acme/node_modules/express/lib/router/index.js:2${index}:14)`,
		),
	],
	[
		'java.lang.IllegalStateException: no order',
		...Array.from(
			{ length: 12 },
			(_, index) => `\tat com.acme.orders.Step${index}.run(Step${index}.java:${index + 10})`,
		),
		'Caused by: java.sql.SQLException: no connection',
		...Array.from({ length: 3 }, (_, index) => `\tat com.acme.db.Pool${index}.get(Pool${index}.java:${index + 10})`),
		'\t... 12 more',
	],
	[
		'Traceback (most recent call last):',
		...Array.from(
			{ length: 6 },
			(_, index) => `  File "/builds/acme/step_${index}.py", line ${index + 10}, in run\n    step_${index}()`,
		),
		"KeyError: 'order'",
	],
	[
		' FAIL  test/orders.test.ts > orders > adds prices',
		'AssertionError: expected 1 to be 2 // Object.is equality',
		' ❯ test/orders.test.ts:12:30',
		'    10|',
		'    11| expect(total(order)).toBe(2);',
	],
];

/** A build with an error in every hundred lines. */
export function failingLog(sizeBytes: number): Buffer {
	const chance = createChance(10);
	const blocks = Array.from({ length: 400 }, (_, index) => [
		...Array.from({ length: 100 }, () => successfulLine(chance)),
		...(TRACES[index % TRACES.length] ?? [])
			.flatMap((lines) => lines.split('\n'))
			.map((line) => `2026-11-21T10:00:00.0000000Z ${line}`),
	]);
	return filled(Buffer.from(`${blocks.flat().join('\n')}\n`), sizeBytes);
}

/** What costs a careless expression seconds: one line of a mebibyte each. */
export const HOSTILE: readonly string[] = [
	'a.',
	'a@',
	'a@b.',
	'1',
	'1.',
	'1:',
	':',
	'::',
	'-',
	' ',
	'BEGIN ',
	'-----BEGIN ',
	'-----END ',
	'[',
	'(',
	'{',
	'"',
	'\\',
	'\\\\',
	'password=',
	'password: ',
	'x_key=',
	'key=key.',
	'token=<',
	'authorization: ',
	'cookie: a=',
	'eyJ',
	'-eyJaaaaaaaaa',
	'://',
	'a://b:',
	'a:b@',
	'%40',
	'.local',
	'a.internal.',
	'/home/a',
	'C:\\Users\\',
	'ghp_',
	'/fm2_b1',
	'xoxb-',
	'heroku ',
	'mysql -p',
	'Bearer ',
	'\u001b',
	'\u001b[31m',
	'Ab1/',
];
