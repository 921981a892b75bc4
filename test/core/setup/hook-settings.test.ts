import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOOK_COMMAND, hasHooks, putHooks, takeHooks } from '../../../source/core/setup/hook-settings.ts';
import { INHERITED_NAMES, SEEDED } from '../property.ts';

/** The text that a change gives; fails where there is none. */
function changed(change: ReturnType<typeof putHooks>): string {
	if (!('text' in change)) throw new Error(JSON.stringify(change));
	return change.text;
}

const COUNT = 7;
const countOurs = (text: string) => text.split(JSON.stringify(HOOK_COMMAND).slice(1, -1)).length - 1;
const theirs = (command: string) => [{ hooks: [{ type: 'command', command }] }];

/** Settings as people and programs write them. */
const SETTINGS: readonly (readonly [name: string, text: string])[] = [
	['two spaces', `${JSON.stringify({ model: 'opus', permissions: { allow: ['Bash(ls:*)'] } }, null, 2)}\n`],
	['tabs and CRLF, no last line end', JSON.stringify({ env: { A: '1' } }, null, '\t').replaceAll('\n', '\r\n')],
	['four spaces', JSON.stringify({ a: [1, { b: [] }], c: null }, null, 4)],
	['one line', '{"model":"opus","env":{}}'],
	['strange spaces', '\n {  "a" :\t[ 1 , 2\n]\n ,"b":{ }  }\n\n'],
	['a byte order mark', '\uFEFF{\n  "a": 1\n}\n'],
	['a byte order mark as latin1', '\u00EF\u00BB\u00BF{\n  "a": "\u00C3\u00A9"\n}\n'],
	['escapes and brackets in texts', '{\n  "a}\\"]": "{[\\\\",\n  "\\u0062": "\\"hooks\\": {}"\n}'],
	['hooks of another event', JSON.stringify({ hooks: { Notification: theirs('say done') }, z: 1 }, null, 2)],
	[
		'hooks of the same events',
		JSON.stringify({ hooks: { Stop: theirs('say stop'), PreToolUse: theirs('guard') } }, null, 2),
	],
	[
		'groups that are none',
		JSON.stringify({ hooks: { Stop: ['text', { hooks: 'none' }, { matcher: 'x' }], SessionEnd: [null] } }, null, 2),
	],
	['the same on one line', JSON.stringify({ hooks: { Stop: theirs('say stop') } })],
];

describe('hooks in settings.json', () => {
	test.each(SETTINGS)('%s: added once, everything else as it stands, gone again to the byte', (_, text) => {
		expect(hasHooks(text)).toBe(false);
		const after = changed(putHooks(text));
		expect(countOurs(after)).toBe(COUNT);
		expect(hasHooks(after)).toBe(true);
		expect(putHooks(after)).toEqual({ kind: 'unchanged' });
		expect(takeHooks(after)).toEqual({ kind: 'removed', text });
		expect(takeHooks(text)).toEqual({ kind: 'unchanged' });
	});

	test('hooks of others stay, before ours', () => {
		const text = JSON.stringify({ hooks: { Stop: theirs('say stop') } }, null, 2);
		const { hooks } = JSON.parse(changed(putHooks(text))) as { hooks: { Stop: unknown[] } };
		expect(hooks.Stop).toEqual([
			...theirs('say stop'),
			{ hooks: [{ type: 'command', command: HOOK_COMMAND, timeout: 5 }] },
		]);
	});

	test('a file that is not there, or empty, becomes one that is written as the agent’s program writes it', () => {
		for (const text of [undefined, '', ' \n']) {
			const after = changed(putHooks(text));
			expect(after).toBe(`${JSON.stringify(JSON.parse(after), null, 2)}\n`);
			expect(changed(takeHooks(after))).toBe('{}\n');
		}
	});

	test.each([
		['comments', '{ // mine\n "a": 1 }', 'valid JSON'],
		['a trailing comma', '{"a": 1,}', 'valid JSON'],
		['half a file', '{"a": {"b"', 'valid JSON'],
		['a list', '[]', 'no JSON object'],
		['hooks that are none', '{"hooks": []}', '"hooks" is no object'],
		['an event that is no list', '{"hooks": {"Stop": {}}}', '"hooks.Stop" is no list'],
	])('%s: left alone, with the reason', (_, text, reason) => {
		expect(putHooks(text)).toEqual({ kind: 'kept', reason: expect.stringContaining(reason) });
		expect(takeHooks(text)).toEqual({ kind: 'kept', reason: expect.stringContaining(reason) });
		expect(hasHooks(text)).toBe(false);
	});

	test('too deep a text is refused, not run into', () => {
		const text = `{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`;
		expect(() => putHooks(text)).toThrow('too deeply');
	});

	test('a call of ours that the user changed is neither doubled nor taken out', () => {
		const after = changed(putHooks('{}'));
		const edited = after.replaceAll(HOOK_COMMAND, '/opt/murmur8 hook');
		expect(putHooks(edited)).toEqual({ kind: 'unchanged' });
		expect(takeHooks(edited)).toEqual({ kind: 'kept', reason: expect.stringContaining('changed') });
		const one = after.replace(HOOK_COMMAND, 'node dist/murmur8.mjs hook');
		expect(countOurs(changed(takeHooks(one)))).toBe(0);
		expect(changed(takeHooks(one))).toContain('murmur8.mjs hook');
	});

	test('a hook that was put beside ours in one group stays there', () => {
		const { hooks } = JSON.parse(changed(putHooks('{}'))) as { hooks: Record<string, { hooks: unknown[] }[]> };
		hooks['Stop']?.[0]?.hooks.push({ type: 'command', command: 'say stop' });
		const left = changed(takeHooks(JSON.stringify({ hooks }, null, 2)));
		expect(JSON.parse(left)).toEqual({ hooks: { Stop: theirs('say stop') } });
	});

	test('any settings come back as they were, however they are indented', () => {
		const settings = fc.dictionary(
			fc.oneof(fc.string(), fc.constantFrom(...INHERITED_NAMES, 'Stop')),
			fc.jsonValue({ maxDepth: 3 }),
		);
		const indent = fc.constantFrom(undefined, 1, 2, 4, '\t');
		fc.assert(
			fc.property(settings, indent, (value, spaces) => {
				const { hooks: _hooks, ...rest } = value;
				const text = JSON.stringify(rest, null, spaces);
				const after = changed(putHooks(text));
				const { hooks, ...others } = JSON.parse(after) as Record<string, unknown>;
				expect(JSON.stringify(others)).toBe(JSON.stringify(JSON.parse(text)));
				expect(Object.keys(hooks as object)).toHaveLength(COUNT);
				expect(changed(takeHooks(after))).toBe(text);
			}),
			SEEDED,
		);
	});
});
