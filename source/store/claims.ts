import { readFileSync } from 'node:fs';
import { randomUuid } from '../adapters/random-id.ts';
import { type Database, inTransaction } from './database.ts';

interface ClaimRow {
	readonly owner: string;
	readonly pid: number;
	readonly process_start: string;
	readonly expires_at_ms: number;
}

/** The kernel's start time of a process, which tells it from a later one with the same id; '' where it is unknown. */
function processStart(pid: number): string {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		// Field 22; the name in field 2 may hold spaces and brackets.
		return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
	} catch {
		return '';
	}
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

function isHeld(claim: ClaimRow, nowMs: number): boolean {
	if (nowMs >= claim.expires_at_ms || !isAlive(claim.pid)) return false;
	const start = processStart(claim.pid);
	return start === '' || claim.process_start === '' || start === claim.process_start;
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
		if (held && isHeld(held, nowMs)) return false;
		database
			.prepare('INSERT OR REPLACE INTO claim (name, owner, pid, process_start, expires_at_ms) VALUES (?, ?, ?, ?, ?)')
			.run(name, owner, process.pid, processStart(process.pid), nowMs + lifetimeMs);
		return true;
	});
	if (!isOurs) return undefined;
	return { release: () => database.prepare('DELETE FROM claim WHERE name = ? AND owner = ?').run(name, owner) };
}
