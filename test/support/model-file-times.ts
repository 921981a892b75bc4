import { statSync, utimesSync } from 'node:fs';
import type { Database } from '../../source/store/database.ts';

/** File times of the model lie long before those that the system sets. */
const BEGIN_MS = Date.UTC(2000, 0, 1);
const SYSTEM_MS = Date.UTC(2020, 0, 1);
const STEP_MS = 10;

/**
 * The times of the published files, which are the model's own: a schedule is over in milliseconds. Reading is noted as
 * Linux does it, but for the model's own looks.
 */
export class ModelFileTimes {
	nowMs = BEGIN_MS;
	readonly #raw: Database;
	readonly #files: readonly (readonly [key: string, path: string])[];
	readonly #accessed = new Map<string, number>();

	constructor(raw: Database, files: readonly (readonly [key: string, path: string])[]) {
		this.#raw = raw;
		this.#files = files;
	}

	/** Gives what was written since the model's time; the program must not see that it is another one. */
	settle(): void {
		this.nowMs += STEP_MS;
		for (const [key, path] of this.#files) this.#settleOne(key, path);
	}

	/** The other program has read a file. */
	noteRead(path: string): void {
		this.nowMs += STEP_MS;
		const found = statSync(path, { throwIfNoEntry: false });
		if (found) this.#set(path, this.nowMs, found.mtimeMs);
	}

	#set(path: string, accessedMs: number, modifiedMs: number): void {
		this.#accessed.set(path, accessedMs);
		utimesSync(path, accessedMs / 1_000, modifiedMs / 1_000);
	}

	#settleOne(key: string, path: string): void {
		const found = statSync(path, { throwIfNoEntry: false });
		const row = this.#raw.prepare('SELECT * FROM published WHERE file = ?').get(key);
		const isOurs = found !== undefined && row?.['modified_ms'] === found.mtimeMs;
		const isNew = found !== undefined && found.mtimeMs > SYSTEM_MS;
		// Written in place it keeps the time at which it was read last.
		const accessedMs = isNew && isOurs ? this.nowMs : (this.#accessed.get(path) ?? this.nowMs);
		if (found) this.#set(path, accessedMs, isNew ? this.nowMs : found.mtimeMs);
		if (!row || Number(row['modified_ms']) < SYSTEM_MS) return;
		const identities = Object.entries(JSON.parse(row['identities'] as string) as Record<string, number>);
		const since = identities.map(([identity, ms]) => [identity, ms > SYSTEM_MS ? this.nowMs : ms] as const);
		const readMs = Number(row['read_ms']);
		this.#raw
			.prepare('UPDATE published SET identities = ?, modified_ms = ?, accessed_ms = ?, read_ms = ? WHERE file = ?')
			.run(
				JSON.stringify(Object.fromEntries(since)),
				isOurs ? this.nowMs : 0,
				accessedMs,
				readMs > SYSTEM_MS ? this.nowMs : readMs,
				key,
			);
	}
}
