import { agentTranscriptPaths, type HookInput } from '../core/agents/hook-input.ts';
import { stageOfAgent } from '../core/agents/stage-of-agent.ts';
import type { Run } from '../core/run.ts';
import {
	bindSession,
	isBound,
	type KnownAgent,
	listAgents,
	listCalls,
	type OpenCall,
	putAgent,
	putCall,
	removeCall,
} from '../store/agents.ts';
import { type Database, inTransaction } from '../store/database.ts';
import { readRun } from '../store/runs.ts';
import { putStageEvent } from './stage.ts';

/** Of a session that was at work before its run began only the newest part is looked through. */
const SESSION_TAIL_BYTES = 16 * 1024 * 1024;

/** An agent waits for its hooks, and ends them after 5 s: what can't be noted before is not noted. */
const LONGEST_WAIT_MS = 4_000;

export interface AgentEvent {
	readonly database: Database;
	readonly runId: string;
	readonly input: HookInput;
	readonly nowMs: number;
	/** Whether a text is in the newest part of a file; looked at only where nothing else tells. */
	readonly isMentioned: (path: string, text: string) => boolean;
	/** Which of the paths there is, else the first. */
	readonly existingPath: (paths: readonly string[]) => string;
	/** Whether the session was told the run by its environment. */
	readonly isNamed: boolean;
}

/** Under this name a session's own transcript is read: no agent is called so. */
const sessionAgent = ({ sessionId }: HookInput) => `session ${sessionId}`;

/** A call without an id of its own is known again by what it says. */
const callName = ({ toolUseId, call }: HookInput) => toolUseId ?? `call ${(call && stageOfAgent(call)) ?? ''}`;

/** What a sub-agent of this type would be for, where its call is not known. */
function namedStage({ call, agentType }: HookInput): string | undefined {
	const named = call ?? (agentType === undefined ? undefined : { type: agentType, description: '', task: '' });
	return named && stageOfAgent(named);
}

/**
 * Other sessions may be at work in the same folder. One is the run's if it was told of it, showed its id, or calls the
 * agents of a pipeline.
 */
function belongs({ database, runId, input, isNamed, isMentioned }: AgentEvent): boolean {
	if (isBound(database, runId, input.sessionId)) return true;
	return isNamed || namedStage(input) !== undefined || isMentioned(input.transcriptPath, runId);
}

/** The stage that the pipeline itself has begun and not ended: it knows better than any name. */
function toldStage(run: Run, calls: readonly OpenCall[]): string | undefined {
	const ours = new Set(calls.filter(({ hasBegun }) => hasBegun).map(({ stage }) => stage));
	return run.stages.findLast(({ name, status }) => status === 'running' && !ours.has(name))?.name;
}

interface Known {
	readonly run: Run;
	readonly calls: readonly OpenCall[];
	readonly agents: readonly KnownAgent[];
}

/** The stage of a sub-agent that is called, or seen for the first time. */
function stageFor(input: HookInput, { run, calls, agents }: Known): string | undefined {
	const caller = input.call && agents.find(({ agentId }) => agentId === input.agentId)?.stage;
	const waiting = input.call ? undefined : calls.findLast(({ agentId }) => agentId === undefined)?.stage;
	const running = run.stages.findLast(({ status }) => status === 'running')?.name;
	return caller ?? toldStage(run, calls) ?? namedStage(input) ?? waiting ?? running;
}

function noteAgent(event: AgentEvent, agentId: string, stage: string | undefined): void {
	const { database, runId, input, existingPath } = event;
	const { agentTranscriptPath: given } = input;
	const isOwnPath = given !== undefined && agentId === input.agentId;
	const path = isOwnPath ? given : existingPath(agentTranscriptPaths(input, agentId));
	putAgent(database, runId, input.sessionId, { agentId, path, stage, offset: 0 });
}

function isRunning({ database, runId }: AgentEvent, stage: string): boolean {
	return readRun(database, runId)?.stages.some(({ name, status }) => name === stage && status === 'running') ?? false;
}

function beginCall(event: AgentEvent, known: Known): void {
	const { database, runId, input, nowMs } = event;
	const stage = stageFor(input, known);
	if (stage === undefined) return;
	const hasBegun = !isRunning(event, stage);
	if (hasBegun) putStageEvent(database, runId, stage, 'start', {}, nowMs);
	putCall(database, runId, { call: callName(input), stage, hasBegun, agentId: undefined });
}

/** @returns whether the stage is done */
function endCall(event: AgentEvent, { call, stage, hasBegun }: OpenCall, result: 'done' | 'failed' | 'open'): boolean {
	const { database, runId, nowMs } = event;
	removeCall(database, runId, call);
	if (result === 'open' || !hasBegun || !isRunning(event, stage)) return false;
	putStageEvent(database, runId, stage, result, {}, nowMs);
	return result === 'done';
}

/** What each event means; of all others only the transcripts are read. @returns a stage that is done by it */
function apply(event: AgentEvent, known: Known): string | undefined {
	const { database, runId, input } = event;
	const call = known.calls.find((open) => input.call && open.call === callName(input));
	const own = known.calls.find(({ agentId }) => agentId !== undefined && agentId === input.agentId);
	const isDone = (open: OpenCall | undefined, result: 'done' | 'failed' | 'open') =>
		open && endCall(event, open, result) ? open.stage : undefined;
	switch (input.event) {
		case 'PreToolUse':
			if (input.call) beginCall(event, known);
			return undefined;
		case 'PostToolUse':
			if (input.call && input.startedAgentId) {
				noteAgent(event, input.startedAgentId, call?.stage ?? stageFor(input, known));
			}
			if (call && input.isBackground) putCall(database, runId, { ...call, agentId: input.startedAgentId });
			return input.isBackground ? undefined : isDone(call, 'done');
		case 'PostToolUseFailure':
			return isDone(call, input.isInterrupt ? 'open' : 'failed');
		case 'SubagentStart':
		case 'SubagentStop':
			// A compaction of a context ends as an agent without a type.
			if (input.agentId && input.agentType && !known.agents.some(({ agentId }) => agentId === input.agentId)) {
				noteAgent(event, input.agentId, stageFor(input, known));
			}
			return input.event === 'SubagentStop' ? isDone(own, 'done') : undefined;
		default:
			return undefined;
	}
}

export type NotedEvent =
	| { readonly kind: 'ignored'; readonly reason: string }
	/** `stageDone`: a stage that ended by it. */
	| { readonly kind: 'noted'; readonly stageDone: string | undefined };

/**
 * Notes an event of an agent's program for a run in progress: whose it is, which stage a sub-agent works for, and, where
 * the pipeline does not say so itself, that the stage began or ended.
 * @throws where the database can't be written
 */
export function noteAgentEvent(event: AgentEvent): NotedEvent {
	const { database, runId, input } = event;
	if (!belongs(event)) return { kind: 'ignored', reason: 'not a session of the run' };
	return inTransaction(
		database,
		(): NotedEvent => {
			const run = readRun(database, runId);
			if (run?.status !== 'running') return { kind: 'ignored', reason: `no run ${runId} in progress` };
			bindSession(database, runId, input.sessionId);
			const session = { agentId: sessionAgent(input), path: input.transcriptPath, stage: undefined };
			putAgent(database, runId, input.sessionId, { ...session, offset: -SESSION_TAIL_BYTES });
			const known = { run, calls: listCalls(database, runId), agents: listAgents(database, runId) };
			const stageDone = apply(event, known);
			return { kind: 'noted', stageDone };
		},
		LONGEST_WAIT_MS,
	);
}
