import type { MessageUsage } from '../core/agents/transcript-usage.ts';
import type { StageUsage } from '../core/stage-change.ts';
import { type Database, orNull, orUndefined } from './database.ts';

/**
 * What is known of the agents that work for runs in progress. Texts of theirs are nowhere in here.
 */

/** A transcript that is read for a run: a sub-agent's, or (without a stage of its own) a session's. */
export interface KnownAgent {
	readonly agentId: string;
	readonly path: string;
	/** Undefined: each message counts for the stage that ran at its time. */
	readonly stage: string | undefined;
	/** Where reading goes on; negative: so many bytes before the end. */
	readonly offset: number;
}

/** A call that started a sub-agent and is not known to have ended. */
export interface OpenCall {
	readonly call: string;
	readonly stage: string;
	/** Whether the stage began by this call, so that it ends by it, too. */
	readonly hasBegun: boolean;
	readonly agentId: string | undefined;
}

export function bindSession(database: Database, runId: string, sessionId: string): void {
	database.prepare('INSERT OR IGNORE INTO agent_session (run_id, session_id) VALUES (?, ?)').run(runId, sessionId);
}

export function isBound(database: Database, runId: string, sessionId: string): boolean {
	return (
		database.prepare('SELECT 1 FROM agent_session WHERE run_id = ? AND session_id = ?').get(runId, sessionId) !==
		undefined
	);
}

export function putCall(database: Database, runId: string, { call, stage, hasBegun, agentId }: OpenCall): void {
	database
		.prepare('INSERT OR REPLACE INTO agent_call (run_id, call, stage, has_begun, agent_id) VALUES (?, ?, ?, ?, ?)')
		.run(runId, call, stage, hasBegun ? 1 : 0, orNull(agentId));
}

export function listCalls(database: Database, runId: string): readonly OpenCall[] {
	const rows = database.prepare('SELECT * FROM agent_call WHERE run_id = ? ORDER BY rowid').all(runId);
	return rows.map((row) => ({
		call: String(row['call']),
		stage: String(row['stage']),
		hasBegun: row['has_begun'] === 1,
		agentId: row['agent_id'] === null ? undefined : String(row['agent_id']),
	}));
}

export function removeCall(database: Database, runId: string, call: string): void {
	database.prepare('DELETE FROM agent_call WHERE run_id = ? AND call = ?').run(runId, call);
}

export function listAgents(database: Database, runId: string, sessionId?: string): readonly KnownAgent[] {
	const rows = database
		.prepare(
			'SELECT agent_id, path, stage, offset_bytes FROM agent WHERE run_id = ? AND session_id = COALESCE(?, session_id)',
		)
		.all(runId, orNull(sessionId));
	return rows.map((row) => ({
		agentId: String(row['agent_id']),
		path: String(row['path']),
		stage: orUndefined(row['stage'] as string | null),
		offset: Number(row['offset_bytes']),
	}));
}

/** Whether hooks have told of agents of the run. */
export const hasAgents = (database: Database, runId: string): boolean =>
	database.prepare('SELECT 1 FROM agent WHERE run_id = ? LIMIT 1').get(runId) !== undefined;

/** Notes an agent, or the stage of one that is known: then its path and what was read of it stay. */
export function putAgent(database: Database, runId: string, sessionId: string, agent: KnownAgent): void {
	database
		.prepare(
			`INSERT INTO agent (run_id, agent_id, session_id, path, stage, offset_bytes) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (run_id, agent_id) DO UPDATE SET stage = COALESCE(excluded.stage, stage)`,
		)
		.run(runId, agent.agentId, sessionId, agent.path, orNull(agent.stage), agent.offset);
}

export function setOffset(database: Database, runId: string, agentId: string, offset: number): void {
	database.prepare('UPDATE agent SET offset_bytes = ? WHERE run_id = ? AND agent_id = ?').run(offset, runId, agentId);
}

/** A message is told again as it grows, by its own transcript and by copies of it: the largest figures are the last. */
export function putMessage(
	database: Database,
	runId: string,
	agentId: string,
	stage: string | undefined,
	{ messageId, input, output, cost }: MessageUsage,
): void {
	database
		.prepare(
			`INSERT INTO agent_message (run_id, message_id, agent_id, stage, tokens_input, tokens_output, cost_picodollars)
			VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (run_id, message_id) DO UPDATE SET tokens_input = MAX(tokens_input, excluded.tokens_input),
				tokens_output = MAX(tokens_output, excluded.tokens_output),
				cost_picodollars = MAX(cost_picodollars, excluded.cost_picodollars)`,
		)
		.run(runId, messageId, agentId, orNull(stage), input, output, cost);
}

/** Usage by stage, of all messages that belong to one. */
export function sumMessages(database: Database, runId: string): ReadonlyMap<string, StageUsage> {
	const rows = database
		.prepare(
			`SELECT COALESCE(agent.stage, agent_message.stage) AS name, SUM(tokens_input) AS input,
				SUM(tokens_output) AS output, CAST(SUM(cost_picodollars) AS TEXT) AS cost
			FROM agent_message LEFT JOIN agent USING (run_id, agent_id) WHERE run_id = ? GROUP BY name`,
		)
		.all(runId);
	return new Map(
		rows
			.filter((row) => row['name'] !== null)
			.map((row) => [
				String(row['name']),
				{ tokens: { input: Number(row['input']), output: Number(row['output']) }, cost: BigInt(String(row['cost'])) },
			]),
	);
}

/** Stages whose tokens and cost were read from transcripts, not told. */
export function listMeasuredStages(database: Database, runId: string): ReadonlySet<string> {
	const rows = database.prepare('SELECT name FROM measured_stage WHERE run_id = ?').all(runId);
	return new Set(rows.map((row) => String(row['name'])));
}

export function markMeasured(database: Database, runId: string, name: string): void {
	database.prepare('INSERT OR IGNORE INTO measured_stage (run_id, name) VALUES (?, ?)').run(runId, name);
}

/** @returns whether the stage's usage had been read from transcripts */
export function unmarkMeasured(database: Database, runId: string, name: string): boolean {
	return database.prepare('DELETE FROM measured_stage WHERE run_id = ? AND name = ?').run(runId, name).changes > 0;
}

/** What belongs to runs that have ended is of no more use. */
export function forgetEndedRuns(database: Database): void {
	for (const table of ['agent_session', 'agent_call', 'agent', 'agent_message', 'measured_stage']) {
		// Goes through the table's few rows, not through all runs of a history.
		database.exec(
			`DELETE FROM ${table} WHERE NOT EXISTS
			(SELECT 1 FROM run WHERE run.run_id = ${table}.run_id AND run.status = 'running')`,
		);
	}
}
