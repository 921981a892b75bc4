import type { Database } from './database.ts';

/** Whether a sweep may find something: most projects keep no logs and have no agents. */
export const hasLeftovers = (database: Database): boolean =>
	database.prepare('SELECT 1 WHERE EXISTS (SELECT 1 FROM kept_log) OR EXISTS (SELECT 1 FROM agent_session)').get() !==
	undefined;
