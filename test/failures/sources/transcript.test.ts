import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { foundIn } from '../../support/found.ts';
import { temporaryFolder } from '../../support/sandbox.ts';
import { fingerprint } from '../../support/traces/fingerprints.ts';
import { hasTool } from '../../support/traces/runs.ts';

const STACK = 'TypeError: no cart of jane@corp-mail.example.org\n    at total (/home/jane/shop/cart.js:3:36)';
const lines = (...entries: readonly unknown[]): string => entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');

/** One failed call, as each kind of agent keeps it. */
const TRANSCRIPTS: Readonly<Record<string, string>> = {
	'blocks of a message': lines(
		{ type: 'summary', summary: 'carts' },
		{
			type: 'assistant',
			timestamp: '2026-11-20T10:00:00Z',
			message: {
				role: 'assistant',
				content: [{ type: 'tool_use', id: 't1', name: 'Bash', input: { command: 'npm test' } }],
			},
		},
		{
			type: 'user',
			timestamp: '2026-11-20T10:00:00Z',
			message: { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't1', is_error: true, content: STACK }] },
			toolUseResult: { stdout: STACK, stderr: '' },
		},
	),
	'parts of a result': lines({
		type: 'user',
		timestamp: '2026-11-20T10:00:00Z',
		message: { content: [{ type: 'tool_result', tool_use_id: 't1', content: [{ type: 'text', text: STACK }] }] },
	}),
	'items of a response': lines(
		{ type: 'response_item', payload: { type: 'function_call', name: 'shell', call_id: 'c1', arguments: '{}' } },
		{
			type: 'response_item',
			timestamp: '2026-11-20T10:00:00Z',
			payload: {
				type: 'function_call_output',
				call_id: 'c1',
				output: JSON.stringify({ output: STACK, metadata: { exit_code: 1 } }),
			},
		},
	),
	'messages of a chat': lines(
		{ role: 'assistant', tool_calls: [{ id: 'c1', function: { name: 'run', arguments: '{}' } }] },
		{ role: 'tool', tool_call_id: 'c1', content: STACK, created_at: '2026-11-20T10:00:00Z' },
	),
};

test.each(Object.entries(TRANSCRIPTS))('%s', (_, text) => {
	const { failures, summary } = foundIn(text);
	expect(summary).toMatchObject({ format: 'transcript', jobType: 'agent', failures: 1, problems: [] });
	expect(summary.lines).toBe(text.split('\n').length - 1);
	expect(failures[0]).toMatchObject({
		trace: { className: 'TypeError', message: 'no cart of <EMAIL>', logLine: summary.lines },
		seenMs: Date.UTC(2026, 10, 20, 10),
	});
	expect(failures[0] && fingerprint(failures[0].trace)).toBe(fingerprint(foundIn(STACK).failures[0]?.trace as never));
});

test('what is said about errors, and what lies in files, did not happen', () => {
	const text = lines(
		{ type: 'user', message: { role: 'user', content: `It says:\n${STACK}` } },
		{ type: 'assistant', message: { role: 'assistant', content: [{ type: 'text', text: STACK }] } },
		{ type: 'assistant', message: { content: [{ type: 'tool_use', id: 't1', name: 'Read', input: {} }] } },
		{ type: 'user', message: { content: [{ type: 'tool_result', tool_use_id: 't1', content: STACK }] } },
	);
	expect(foundIn(text).summary).toMatchObject({ format: 'transcript', failures: 0 });
});

test('lines that are broken are counted, and the others read', () => {
	const [entry = ''] = (TRANSCRIPTS['parts of a result'] ?? '').split('\n');
	const text = `${entry}\n{"type":"user" oops\n\n  \n${entry}\n${entry.slice(0, -20)}`;
	expect(foundIn(text).summary).toMatchObject({
		failures: 2,
		lines: 6,
		problems: [{ kind: 'malformed', reason: '2 lines that are no JSON; the others count' }],
	});
	const bytes = Buffer.from(text);
	expect(foundIn(bytes, Array.from(bytes.keys()).slice(1))).toEqual(foundIn(bytes));
});

const GO = {
	'go.mod': 'module shop\ngo 1.19\n',
	'cart/cart.go': 'package cart\nfunc First(prices []int) int { return prices[0] }\n',
	'cart/cart_test.go': `package cart
import "testing"
func TestAdds(t *testing.T) { if 1+1 != 3 { t.Errorf("got %d, want 3", 2) } }
func TestSub(t *testing.T) { t.Run("inner", func(t *testing.T) { t.Fatal("no cart 3") }) }
func TestFirst(t *testing.T) { First(nil) }
`,
	'rows/rows_test.go': `package rows
import "testing"
func TestRows(t *testing.T) { t.Error("no rows") }
`,
};

const TOOL = ['go', 'version'] as const;

test.skipIf(!hasTool([...TOOL]))('go test: its log and its JSON tell the same', () => {
	const folder = temporaryFolder();
	for (const [name, text] of Object.entries(GO)) {
		mkdirSync(join(folder, name, '..'), { recursive: true });
		writeFileSync(join(folder, name), text);
	}
	const run = (...args: readonly string[]) => {
		const env = { ...process.env, GOFLAGS: '', GOPROXY: 'off' };
		return spawnSync(TOOL[0], ['test', ...args, './...'], { cwd: folder, encoding: 'utf8', env }).stdout;
	};
	const log = foundIn(run());
	const json = foundIn(run('-json'));
	expect(json.summary).toMatchObject({ format: 'go-test', jobType: 'unit', problems: [] });
	expect(log.failures.map(({ trace }) => trace.test).toSorted()).toEqual([
		'TestAdds',
		'TestFirst',
		'TestRows',
		'TestSub/inner',
	]);
	const prints = ({ failures }: typeof log) =>
		failures.map(({ trace }) => [trace.test, trace.className, trace.message, fingerprint(trace)]).toSorted();
	expect(prints(json)).toEqual(prints(log));
});
