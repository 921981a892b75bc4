import { isAlive, processStart } from '../adapters/processes.ts';
import { randomUuid } from '../adapters/random-id.ts';
import { type Database, inTransaction } from './database.ts';

interface ClaimRow {
	readonly owner: string;
	readonly pid: number;
	readonly process_start: string;
	readonly expires_at_ms: number;
}

function isHeld(claim: ClaimRow, nowMs: number, lifetimeMs: number): boolean {
	if (nowMs >= claim.expires_at_ms || !isAlive(claim.pid)) return false;
	const start = processStart(claim.pid);
	if (start !== '' && claim.process_start !== '') return start === claim.process_start;
	// Nothing tells whether that process is the owner; after the clock was set back, the end may be years away.
	return claim.expires_at_ms <= nowMs + lifetimeMs;
}

export interface Claim {
	readonly release: () => void;
}

/**
 * Claims `name` for this process, or undefined while another one holds it. A claim whose owner is gone, or that
 * outlived `lifetimeMs`, counts for nothing.
 */
export function tryClaim(database: Database, name: string, nowMs: number, lifetimeMs: number): Claim | undefined {
	const owner = randomUuid();
	const isOurs = inTransaction(database, () => {
		const held = database.prepare('SELECT * FROM claim WHERE name = ?').get(name) as unknown as ClaimRow | undefined;
		if (held && isHeld(held, nowMs, lifetimeMs)) return false;
		database
			.prepare('INSERT OR REPLACE INTO claim (name, owner, pid, process_start, expires_at_ms) VALUES (?, ?, ?, ?, ?)')
			.run(name, owner, process.pid, processStart(process.pid), nowMs + lifetimeMs);
		return true;
	});
	if (!isOurs) return undefined;
	const release = () => database.prepare('DELETE FROM claim WHERE name = ? AND owner = ?').run(name, owner);
	return { release: () => void inTransaction(database, release) };
}
