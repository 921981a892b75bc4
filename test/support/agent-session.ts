import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What one answer of a model used, as its API tells it. */
export interface Usage {
	readonly input: number;
	readonly output: number;
	readonly cacheRead?: number;
	readonly cacheWrite?: number;
	readonly cacheWriteHour?: number;
}

export interface AgentSession {
	readonly sessionId: string;
	readonly transcriptPath: string;
	readonly agentPath: (agentId: string) => string;
	/** One answer: lines for its blocks, the first of which tell part of the output only, as while it streams. */
	readonly answer: (id: string, usage: Usage, agentId?: string) => void;
	/** A line that is none of an answer's: a prompt, what a tool gave back. */
	readonly other: (text: string, agentId?: string) => void;
	/** Bytes as they are: half a line, no JSON. */
	readonly raw: (bytes: string, agentId?: string) => void;
	/** What a hook of this session gets on stdin. */
	readonly event: (name: string, more?: Readonly<Record<string, unknown>>) => string;
}

function apiUsage({ input, output, cacheRead = 0, cacheWrite = 0, cacheWriteHour = 0 }: Usage): object {
	return {
		input_tokens: input,
		cache_creation_input_tokens: cacheWrite + cacheWriteHour,
		cache_read_input_tokens: cacheRead,
		cache_creation: { ephemeral_5m_input_tokens: cacheWrite, ephemeral_1h_input_tokens: cacheWriteHour },
		output_tokens: output,
		service_tier: 'standard',
	};
}

/**
 * A session of a coding agent as it lies on disk: a transcript of JSON lines, one more for each sub-agent. Made when a
 * test runs; the time of a line is when it is written.
 * @param folder where the agent's program keeps its transcripts
 * @param secret stands in every text: nothing of it may go anywhere
 */
export function createAgentSession(folder: string, sessionId: string, secret: string, nowMs = Date.now): AgentSession {
	const transcriptPath = join(folder, `${sessionId}.jsonl`);
	const agentPath = (agentId: string) => join(folder, sessionId, 'subagents', `agent-${agentId}.jsonl`);
	const raw: AgentSession['raw'] = (bytes, agentId) => {
		const path = agentId === undefined ? transcriptPath : agentPath(agentId);
		mkdirSync(dirname(path), { recursive: true });
		appendFileSync(path, bytes);
	};
	let count = 0;
	const write = (entry: object, agentId: string | undefined) => {
		const base = { isSidechain: agentId !== undefined, sessionId, version: '2.1.280', uuid: `u${count++}` };
		const agent = agentId === undefined ? {} : { agentId };
		const line = { parentUuid: null, ...base, ...agent, ...entry, timestamp: new Date(nowMs()).toISOString() };
		raw(`${JSON.stringify(line)}\n`, agentId);
	};
	const answer: AgentSession['answer'] = (id, usage, agentId) => {
		const blocks = [
			{ usage: { ...usage, output: 1 }, content: [{ type: 'thinking', thinking: secret }] },
			{ usage, content: [{ type: 'text', text: `${secret} {"usage":{"output_tokens":9999}}` }] },
			{ usage, content: [{ type: 'tool_use', id: `t-${id}`, name: 'Bash', input: { command: secret } }] },
		];
		for (const block of blocks) {
			const message = { id, type: 'message', role: 'assistant', model: 'model-of-the-test', content: block.content };
			write(
				{ type: 'assistant', requestId: `r-${id}`, message: { ...message, usage: apiUsage(block.usage) } },
				agentId,
			);
		}
	};
	const other: AgentSession['other'] = (text, agentId) => {
		const message = { role: 'user', content: [{ type: 'tool_result', content: `${secret} ${text}` }] };
		write({ type: 'user', message, toolUseResult: { stdout: text, usage: { output_tokens: 5 } } }, agentId);
	};
	const event: AgentSession['event'] = (name, more = {}) =>
		JSON.stringify({
			session_id: sessionId,
			transcript_path: transcriptPath,
			permission_mode: 'default',
			hook_event_name: name,
			last_assistant_message: secret,
			...more,
		});
	return { sessionId, transcriptPath, agentPath, answer, other, raw, event };
}
