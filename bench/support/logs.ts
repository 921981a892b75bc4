import { createChance } from '../../test/support/chance.ts';
import { createCorpus } from '../../test/support/planted/corpus.ts';
import { ordinaryLine } from './ci-lines.ts';

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
