import fc from 'fast-check';
import { expect, test } from 'vitest';
import { agentTranscriptPaths, readHookInput } from '../../../source/core/agents/hook-input.ts';
import { SEEDED } from '../property.ts';

const BASE = { session_id: 's-1', transcript_path: '/t/s-1.jsonl', hook_event_name: 'PostToolUse' };

test('of a call that starts a sub-agent its name, its words and what came back are read, and no more', () => {
	const given = {
		...BASE,
		cwd: '/w',
		agent_id: 'a1',
		agent_type: 'alex',
		agent_transcript_path: '/t/a1.jsonl',
		tool_use_id: 'toolu_1',
		tool_name: 'Task',
		tool_input: { subagent_type: 'cass', description: 'stories', prompt: 'x'.repeat(5_000), model: 'm' },
		tool_response: { status: 'async_launched', agentId: 'a2', content: [{ text: 'words' }] },
		is_interrupt: true,
	};
	expect(readHookInput(given)).toEqual({
		event: 'PostToolUse',
		sessionId: 's-1',
		transcriptPath: '/t/s-1.jsonl',
		cwd: '/w',
		agentId: 'a1',
		agentType: 'alex',
		agentTranscriptPath: '/t/a1.jsonl',
		toolUseId: 'toolu_1',
		call: { type: 'cass', description: 'stories', task: 'x'.repeat(600) },
		startedAgentId: 'a2',
		isBackground: true,
		isInterrupt: true,
	});
});

test.each([
	['no object', [BASE]],
	['no session', { ...BASE, session_id: undefined }],
	['a session that is a path', { ...BASE, session_id: '../x' }],
	['no transcript', { ...BASE, transcript_path: '' }],
	['NUL in a path', { ...BASE, transcript_path: '/t/\0' }],
	['an event that is no word', { ...BASE, hook_event_name: { a: 1 } }],
])('%s: no event', (_, given) => {
	expect(readHookInput(given)).toBeUndefined();
});

test('what is not as it should be is left out: an agent’s id becomes part of a path', () => {
	const odd = {
		...BASE,
		agent_id: '../../etc',
		tool_use_id: 7,
		tool_name: 'Bash',
		tool_input: { prompt: 'x' },
		cwd: [],
	};
	expect(readHookInput(odd)).toMatchObject({
		agentId: undefined,
		toolUseId: undefined,
		call: undefined,
		cwd: undefined,
	});
	const empty = { ...BASE, tool_name: 'Agent', tool_input: {}, tool_response: 'text' };
	expect(readHookInput(empty)).toMatchObject({
		call: { type: '', description: '', task: '' },
		startedAgentId: undefined,
		isBackground: false,
	});
});

test('an agent’s transcript lies beside its session’s', () => {
	const paths = (transcript: string) => {
		const input = readHookInput({ ...BASE, transcript_path: transcript });
		return input && agentTranscriptPaths(input, 'a1');
	};
	expect(paths('/t/s.jsonl')).toEqual(['/t/s/subagents/agent-a1.jsonl', '/t/agent-a1.jsonl']);
	expect(paths('C:\\t\\s.jsonl')?.[0]).toBe('C:\\t\\s\\subagents\\agent-a1.jsonl');
});

test('no JSON makes it throw', () => {
	const value = fc.jsonValue();
	const keys = fc.constantFrom('tool_input', 'tool_response', 'tool_name', 'agent_id', 'cwd', 'session_id');
	fc.assert(
		fc.property(keys, fc.jsonValue(), value, (key, odd, other) => {
			expect(() => readHookInput({ ...BASE, tool_name: 'Task', [key]: odd })).not.toThrow();
			expect(() => readHookInput(other)).not.toThrow();
		}),
		SEEDED,
	);
});
