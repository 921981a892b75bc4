import { DatabaseSync } from 'node:sqlite';
import type { Database } from '../../source/store/database.ts';
import { MIGRATIONS } from '../../source/store/migrations.ts';

/** What ends a process of the model in the midst of whatever it does. */
export class Crash extends Error {}

/** A database that survives the processes which work with it. */
export interface CrashingDatabase {
	readonly database: Database;
	/** The same database without crashes, to look into. */
	readonly raw: Database;
	/** The process ends before its statement number `statements` from now; none of its later ones are done. */
	readonly crashAfter: (statements: number) => void;
	/** Ends the process now, unless it has ended. What it did not commit is undone, as the next process finds it. */
	readonly restart: () => void;
	readonly clear: () => void;
	readonly close: () => void;
}

/** No process has this id: it is beyond what any kernel gives. */
const DEAD_PID = 2 ** 22 + 1;
const TABLES = 'run stage outbox dead_letter delivery remote_id counter claim foreign_entry published'.split(' ');

/**
 * One in-memory database for thousands of schedules. What a crash leaves of a real file is what was committed: that
 * SQLite keeps to it is shown by the crash test, which kills real processes.
 */
export function createCrashingDatabase(): CrashingDatabase {
	const raw = new DatabaseSync(':memory:');
	for (const step of MIGRATIONS) raw.exec(step);
	let left = Number.POSITIVE_INFINITY;
	const beforeStatement = () => {
		if (left-- <= 0) {
			left = 0;
			throw new Crash('the process was killed');
		}
	};
	const database = new Proxy(raw, {
		get: (target, name) => {
			const member: unknown = Reflect.get(target, name);
			if (typeof member !== 'function') return member;
			return (...args: unknown[]) => {
				if (name === 'exec' || name === 'prepare') beforeStatement();
				return Reflect.apply(member, target, args);
			};
		},
	});
	const restart = () => {
		left = Number.POSITIVE_INFINITY;
		if (raw.isTransaction) raw.exec('ROLLBACK');
		raw.prepare('UPDATE claim SET pid = ?').run(DEAD_PID);
	};
	return {
		database,
		raw,
		crashAfter: (statements) => {
			left = statements;
		},
		restart,
		clear: () => {
			restart();
			for (const table of TABLES) raw.exec(`DELETE FROM ${table}`);
		},
		close: () => raw.close(),
	};
}
