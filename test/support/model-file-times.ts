import { statSync, utimesSync } from 'node:fs';
import type { Database } from '../../source/store/database.ts';

/** File times of the model lie long before those that the system sets. */
const BEGIN_MS = Date.UTC(2000, 0, 1);
const SYSTEM_MS = Date.UTC(2020, 0, 1);
const STEP_MS = 10;

/** The times of the published files, which are the model's own: a schedule is over in milliseconds. */
export class ModelFileTimes {
	nowMs = BEGIN_MS;
	readonly #raw: Database;
	readonly #files: readonly (readonly [key: string, path: string])[];

	constructor(raw: Database, files: readonly (readonly [key: string, path: string])[]) {
		this.#raw = raw;
		this.#files = files;
	}

	/** Gives what was written since the model's time; the program must not see that it is another one. */
	settle(): void {
		this.nowMs += STEP_MS;
		for (const [key, path] of this.#files) this.#settleOne(key, path);
	}

	#settleOne(key: string, path: string): void {
		const found = statSync(path, { throwIfNoEntry: false });
		const row = this.#raw.prepare('SELECT identities, modified_ms FROM published WHERE file = ?').get(key);
		const isTheirs = found && row?.['modified_ms'] !== found.mtimeMs;
		const seconds = this.nowMs / 1_000;
		if (found && found.mtimeMs > SYSTEM_MS) utimesSync(path, seconds, seconds);
		if (!row || Number(row['modified_ms']) < SYSTEM_MS) return;
		const identities = Object.entries(JSON.parse(row['identities'] as string) as Record<string, number>);
		const since = identities.map(([identity, ms]) => [identity, ms > SYSTEM_MS ? this.nowMs : ms] as const);
		this.#raw
			.prepare('UPDATE published SET identities = ?, modified_ms = ? WHERE file = ?')
			.run(JSON.stringify(Object.fromEntries(since)), isTheirs ? 0 : this.nowMs, key);
	}
}
