import { type ReadBudget, readMarkedLines } from '../adapters/transcript.ts';
import { stageAt } from '../core/agents/stage-at.ts';
import { type MessageUsage, readMessageUsage } from '../core/agents/transcript-usage.ts';
import type { Pricing } from '../core/money.ts';
import type { Run, Stage } from '../core/run.ts';
import {
	type KnownAgent,
	listAgents,
	listMeasuredStages,
	markMeasured,
	putMessage,
	setOffset,
	sumMessages,
} from '../store/agents.ts';
import { type Database, inTransaction } from '../store/database.ts';
import { putStage, readRun } from '../store/runs.ts';

/** Every line that tells usage holds it; inside of a text its quotes would be escaped. */
const MARK = '"usage"';

interface Reading {
	readonly agent: KnownAgent;
	readonly offset: number;
	readonly messages: readonly MessageUsage[];
}

function readAgent(agent: KnownAgent, run: Run, pricing: Pricing, budget: ReadBudget): Reading | undefined {
	// A message is told again as it grows.
	const messages = new Map<string, MessageUsage>();
	const offset = readMarkedLines(agent.path, MARK, agent.offset, budget, (line) => {
		const usage = readMessageUsage(line, pricing, Date.parse);
		if (!usage || usage.atMs < run.startedAtMs) return;
		const before = messages.get(usage.messageId);
		if (!before || before.output <= usage.output) messages.set(usage.messageId, usage);
	});
	if (offset === undefined || (offset === agent.offset && messages.size === 0)) return undefined;
	return { agent, offset, messages: [...messages.values()] };
}

/** A stage for which usage was told keeps it: the same tokens must not count twice. */
function isTold({ name, tokens, cost }: Stage, measured: ReadonlySet<string>): boolean {
	return (tokens !== undefined || cost !== undefined) && !measured.has(name);
}

function refreshStages(database: Database, run: Run): void {
	const sums = sumMessages(database, run.runId);
	const measured = listMeasuredStages(database, run.runId);
	for (const stage of run.stages) {
		const usage = sums.get(stage.name);
		if (isTold(stage, measured) || (usage === undefined && !measured.has(stage.name))) continue;
		markMeasured(database, run.runId, stage.name);
		putStage(database, run.runId, { ...stage, tokens: usage?.tokens, cost: usage?.cost });
	}
}

export interface UsageLimits {
	/** Only the agents of that session. */
	readonly sessionId?: string;
	/** For the database's write lock. */
	readonly longestWaitMs?: number;
}

/**
 * Reads what the transcripts of a run's agents tell since the last time, and has the stages show it. Reading needs no
 * lock; two that read the same at once note it once.
 * @throws where the database can't be written
 */
export function readAgentUsage(
	database: Database,
	runId: string,
	pricing: Pricing,
	budget: ReadBudget,
	{ sessionId, longestWaitMs }: UsageLimits = {},
): void {
	const run = readRun(database, runId);
	if (run?.status !== 'running') return;
	const readings = listAgents(database, runId, sessionId).flatMap(
		(agent) => readAgent(agent, run, pricing, budget) ?? [],
	);
	inTransaction(
		database,
		() => {
			const current = readRun(database, runId);
			if (current?.status !== 'running') return;
			for (const { agent, offset, messages } of readings) {
				for (const message of messages) {
					const stage = agent.stage ?? stageAt(current.stages, message.atMs);
					putMessage(database, runId, agent.agentId, stage, message);
				}
				setOffset(database, runId, agent.agentId, offset);
			}
			refreshStages(database, current);
		},
		longestWaitMs,
	);
}
