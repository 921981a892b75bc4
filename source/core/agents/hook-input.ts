import { isJsonObject, type JsonObject } from '../json.ts';

/** What an agent's program says when it starts a sub-agent. It is looked at for the name of a stage and not kept. */
export interface AgentCall {
	readonly type: string;
	readonly description: string;
	/** The beginning of what the sub-agent is told. */
	readonly task: string;
}

/** One event of an agent's program, as far as a recorder of runs needs it. */
export interface HookInput {
	readonly event: string;
	readonly sessionId: string;
	/** The session's transcript, an absolute path. */
	readonly transcriptPath: string;
	readonly cwd: string | undefined;
	/** The sub-agent that the event is about, or in which it happened. */
	readonly agentId: string | undefined;
	readonly agentType: string | undefined;
	readonly agentTranscriptPath: string | undefined;
	readonly toolUseId: string | undefined;
	/** Absent unless a tool that starts sub-agents was called. */
	readonly call: AgentCall | undefined;
	/** The sub-agent that a call has started; absent until that is known. */
	readonly startedAgentId: string | undefined;
	/** Whether the call came back while its sub-agent works on. */
	readonly isBackground: boolean;
	/** Whether the user stopped the call. */
	readonly isInterrupt: boolean;
}

const AGENT_TOOLS: ReadonlySet<unknown> = new Set(['Task', 'Agent']);
/** Part of a file name, and of nothing else. */
const IDENTIFIER = /^[\w-]{1,128}$/;
const LONGEST_PATH = 4096;
const LONGEST_TASK = 600;

function asText(value: unknown, longest = LONGEST_PATH): string | undefined {
	return typeof value === 'string' && value !== '' && value.length <= longest && !value.includes('\0')
		? value
		: undefined;
}

const asIdentifier = (value: unknown) => (typeof value === 'string' && IDENTIFIER.test(value) ? value : undefined);
const beginning = (value: unknown) => (typeof value === 'string' ? value.slice(0, LONGEST_TASK) : '');

function readCall(input: JsonObject): AgentCall | undefined {
	const { tool_name: tool, tool_input: given } = input;
	if (!AGENT_TOOLS.has(tool) || !isJsonObject(given)) return undefined;
	const { subagent_type: type, description, prompt } = given;
	return { type: beginning(type), description: beginning(description), task: beginning(prompt) };
}

/** @param value parsed JSON of a hook's stdin @returns undefined where it is none of an agent's program */
export function readHookInput(value: unknown): HookInput | undefined {
	if (!isJsonObject(value)) return undefined;
	const event = asIdentifier(value['hook_event_name']);
	const sessionId = asIdentifier(value['session_id']);
	const transcriptPath = asText(value['transcript_path']);
	if (event === undefined || sessionId === undefined || transcriptPath === undefined) return undefined;
	const response = isJsonObject(value['tool_response']) ? value['tool_response'] : {};
	return {
		event,
		sessionId,
		transcriptPath,
		cwd: asText(value['cwd']),
		agentId: asIdentifier(value['agent_id']),
		agentType: asText(value['agent_type'], LONGEST_TASK),
		agentTranscriptPath: asText(value['agent_transcript_path']),
		toolUseId: asIdentifier(value['tool_use_id']),
		call: readCall(value),
		startedAgentId: asIdentifier(response['agentId']),
		isBackground: response['status'] === 'async_launched' || response['isAsync'] === true,
		isInterrupt: value['is_interrupt'] === true,
	};
}

/** Where a sub-agent's transcript lies: beside that of its session; before 2.1 in the same folder. */
export function agentTranscriptPaths({ transcriptPath }: HookInput, agentId: string): readonly string[] {
	const separator = transcriptPath.includes('\\') ? '\\' : '/';
	const session = transcriptPath.replace(/\.jsonl$/, '');
	const folder = transcriptPath.slice(0, transcriptPath.lastIndexOf(separator) + 1);
	return [`${session}${separator}subagents${separator}agent-${agentId}.jsonl`, `${folder}agent-${agentId}.jsonl`];
}
