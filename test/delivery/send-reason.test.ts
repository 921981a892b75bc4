import { describe, expect, test } from 'vitest';
import { send } from '../../source/delivery/send.ts';
import { createKey, startPortal } from '../support/portal.ts';
import { requestTo } from '../support/request.ts';

/** The reason that a refusal with this body is given. */
async function reasonOf(body: string, key?: string): Promise<string> {
	const portal = await startPortal();
	portal.behaviour = { status: 422, body };
	const { outcome } = await send(requestTo(portal.url, { key }));
	if (outcome.kind !== 'rejected') throw new Error(`it was ${outcome.kind}`);
	return outcome.reason;
}

describe('the words of the receiver', () => {
	test.each([
		[
			'{"errors":[{"field":"slug","message":"is required"},{"field":"status","message":"?"}]}',
			'slug: is required; status: ?',
		],
		['{"errors":[null,{"message":"only words"}]}', 'only words'],
		['{"error":"Unauthorized"}', 'Unauthorized'],
		['{"message":"no"}', 'no'],
		['plain words', 'plain words'],
		['', 'HTTP 422'],
		['  \n ', 'HTTP 422'],
		['{"error":""}', 'HTTP 422'],
	])('%j are %j', async (body, reason) => {
		expect(await reasonOf(body)).toBe(reason);
	});

	test('lose what would move, hide or colour text in a terminal', async () => {
		const hostile = 'a\u001B[31mb\u001B]0;title\u0007c\u202Ed\u0000e\u009B31mf\u200Bg\r\nh';
		const reason = await reasonOf(JSON.stringify({ error: hostile }));
		expect(reason).toMatch(/^[ -~]+$/);
		expect(reason).toBe('abcde31mfg h');
	});

	test.each(['x', '🎉', '語'])('are cut to 300 characters of %s', async (character) => {
		const reason = await reasonOf(JSON.stringify({ error: character.repeat(5_000) }));
		expect(reason.length).toBeLessThanOrEqual(300);
		expect(reason.length).toBeGreaterThan(290);
		expect(reason.isWellFormed()).toBe(true);
		expect(reason.endsWith('…')).toBe(true);
	});
});

/** Ways in which a receiver, or something before it, may repeat the key. */
const ECHOES: readonly (readonly [name: string, body: (key: string) => string])[] = [
	['in an error', (key) => JSON.stringify({ error: `unknown key ${key}, really: ${key}` })],
	['in the name of a field', (key) => JSON.stringify({ errors: [{ field: key, message: 'no' }] })],
	['in text', (key) => `<p>Bearer ${key}</p>`],
	['in JSON of another shape', (key) => JSON.stringify({ request: { authorization: key } })],
	['with invisible characters in it', (key) => JSON.stringify({ error: `${key.slice(0, 8)}\u200B${key.slice(8)}` })],
	['with a control sequence in it', (key) => JSON.stringify({ error: `${key.slice(0, 30)}\u001B[1m${key.slice(30)}` })],
	['where the reason is cut', (key) => JSON.stringify({ error: `${'x'.repeat(280)}${key}` })],
	['far behind control sequences', (key) => JSON.stringify({ error: `${'\u001B[1m'.repeat(586)}${key}` })],
];

test.each(ECHOES)('a key that the receiver repeats %s is not in the reason', async (_, body) => {
	const key = createKey();
	const reason = await reasonOf(body(key), key);
	const pieces = Array.from({ length: key.length - 7 }, (__, start) => key.slice(start, start + 8));
	// `mm8_` and a few hex digits tell nothing; eight of the key's characters in a row would.
	expect(pieces.filter((piece) => reason.includes(piece))).toEqual([]);
});
