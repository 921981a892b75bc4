import { expect, test } from 'vitest';
import { readFailures } from '../../../source/failures/sources/failure-reader.ts';
import { foundIn, sharedEngine } from '../../support/found.ts';

const STACK = ['TypeError: no cart of jane@corp-mail.example.org', '    at total (/home/jane/shop/src/cart.js:3:36)'];
const LOGS: Readonly<Record<string, readonly string[]>> = {
	plain: STACK,
	'in colour': STACK.map((line) => `\u001B[31m${line}\u001B[39m`),
	CRLF: STACK.map((line) => `${line}\r`),
	'GitHub Actions': [
		'2026-11-20T10:00:00.1234567Z ##[group]Run npm test',
		'2026-11-20T10:00:00.1234567Z npm test',
		'2026-11-20T10:00:00.1234567Z ##[endgroup]',
		`2026-11-20T10:00:01.1234567Z ##[error]${STACK[0]}`,
		`2026-11-20T10:00:01.1234567Z ${STACK[1]}`,
	],
	'GitHub Actions, by gh': STACK.map((line) => `test\tRun npm test\t2026-11-20T10:00:00.1234567Z ${line}`),
	GitLab: [
		'section_start:1763632800:step_script\r\u001B[0K\u001B[0KExecuting "step_script" stage of the job script',
		...STACK.map((line) => `2026-11-20T10:00:00.123456Z 01O ${line}`),
		'section_end:1763632801:step_script\r\u001B[0K',
	],
	Jenkins: STACK.map((line) => `[2026-11-20T10:00:00.123Z] ${line}`),
	'Jenkins, a branch': ['[Pipeline] sh', ...STACK.map((line) => `[unit tests] ${line}`)],
	'docker compose': STACK.map((line) => `web-1  | ${line}`),
};

test.each(Object.entries(LOGS))('%s', (_, lines) => {
	const { failures, summary } = foundIn(`${lines.join('\n')}\n`);
	expect(summary).toMatchObject({ format: 'log', jobType: 'other', lines: lines.length, failures: 1, problems: [] });
	expect(failures[0]?.trace).toMatchObject({
		className: 'TypeError',
		message: 'no cart of <EMAIL>',
		frames: [{ function: 'total', file: '/home/<USER>/shop/src/cart.js', line: 3, column: 36 }],
	});
	expect(Object.fromEntries(summary.sanitised)).toEqual({ email: 1, 'home-folder': 1 });
});

test('the time of a log is the first that it tells with its zone', () => {
	const seenMs = (text: string) => foundIn(`${text}\n${STACK.join('\n')}`).failures[0]?.seenMs;
	expect(seenMs('2026-11-20T10:00:00.1234567Z start')).toBe(Date.UTC(2026, 10, 20, 10, 0, 0, 123));
	expect(seenMs('build at 2026-11-20 10:00:00 +0200')).toBe(undefined);
	expect(seenMs('build at 2026-11-20 10:00:00+0200')).toBe(Date.UTC(2026, 10, 20, 8));
	expect(seenMs('2026-99-20T10:00:00Z')).toBe(undefined);
	expect(seenMs('10:00:00')).toBe(undefined);
});

test('an asynchronous source: failures as they come, the summary at the end', async () => {
	async function* chunks() {
		for (const line of STACK) yield Buffer.from(`${line}\n`);
	}
	const reading = readFailures(chunks(), { engine: sharedEngine(), parseTime: Date.parse });
	expect((await reading.next()).value).toMatchObject({ trace: { className: 'TypeError' } });
	expect(await reading.next()).toMatchObject({ done: true, value: { format: 'log', lines: 2, failures: 1 } });
});
