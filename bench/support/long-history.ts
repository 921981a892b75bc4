import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DATABASE_FILE } from '../../source/adapters/paths.ts';
import type { Run, Stage } from '../../source/core/run.ts';
import { type Database, openDatabase } from '../../source/store/database.ts';
import { insertRun, putStage, updateRun } from '../../source/store/runs.ts';
import { createChance } from '../../test/support/chance.ts';

const MINUTE_MS = 60_000;
const STAGES = ['alex', 'cass', 'nigel-spec', 'nigel-tests', 'codey-plan', 'codey-implement'] as const;
const WORDS = [
	'user',
	'billing',
	'search',
	'dark',
	'export',
	'login',
	'étude',
	'日本語',
	'auth',
	'mode',
	'ui',
	'api',
] as const;

type Chance = ReturnType<typeof createChance>;

function stageOf(name: string, startedAtMs: number, isFailed: boolean, chance: Chance): Stage {
	const durationMs = 5_000 + chance.below(85_000);
	return {
		name,
		status: isFailed ? 'failed' : 'success',
		startedAtMs,
		completedAtMs: startedAtMs + durationMs,
		durationMs,
		attempts: 1 + Number(chance.below(10) === 0),
		tokens: { input: chance.below(40_000), output: chance.below(4_000) },
		cost: BigInt(chance.below(200_000)) * 1_000_000n,
	};
}

function runOf(index: number, completedAtMs: number, chance: Chance): Run {
	const startedAtMs = completedAtMs - 6 * MINUTE_MS;
	const failedAt = chance.below(6) === 0 ? STAGES[chance.below(STAGES.length)] : undefined;
	return {
		runId: `${index.toString(16).padStart(8, '0')}-0000-4000-8000-${index.toString(16).padStart(12, '0')}`,
		slug: `${chance.pick(WORDS)}-${chance.pick(WORDS)}-${index % 997}`,
		type: 'feature',
		status: failedAt === undefined ? 'success' : 'failed',
		startedAtMs,
		completedAtMs,
		...(failedAt === undefined ? {} : { failedStage: failedAt }),
		feedbackWithheld: false,
		stages: STAGES.slice(0, 3).map((name, at) =>
			stageOf(name, startedAtMs + at * MINUTE_MS, name === failedAt, chance),
		),
	};
}

/** A run a minute up to now, as their producers leave them in the database. @param folder of a project */
export function recordLongHistory(folder: string, count: number, nowMs: number): void {
	const path = join(folder, DATABASE_FILE);
	mkdirSync(dirname(path), { recursive: true });
	const chance = createChance(8);
	const database = openDatabase(path);
	try {
		database.exec('BEGIN IMMEDIATE');
		for (let index = 0; index < count; index++) {
			const run = runOf(index, nowMs - (count - index) * MINUTE_MS, chance);
			insertRun(database, run, folder);
			updateRun(database, run);
			for (const stage of run.stages) putStage(database, run.runId, stage);
		}
		database.exec('COMMIT');
	} finally {
		database.close();
	}
}

/**
 * A pipeline at work in a project: every call of `step` is one transaction, as a `run` command makes it. At the end no
 * run of it is in progress.
 */
export function startPipeline(folder: string): { readonly step: () => void; readonly end: () => void } {
	const database: Database = openDatabase(join(folder, DATABASE_FILE));
	const chance = createChance(9);
	let count = 0;
	let run: Run | undefined;
	const step = () => {
		const nowMs = Date.now();
		const place = count % (STAGES.length + 1);
		database.exec('BEGIN IMMEDIATE');
		if (place === 0) {
			const { stages: _, completedAtMs: __, failedStage: ___, ...begun } = runOf(count, nowMs, chance);
			run = { ...begun, runId: randomUUID(), status: 'running', startedAtMs: nowMs, stages: [] };
			insertRun(database, run, folder);
		} else if (run) {
			const name = STAGES[place - 1] ?? 'alex';
			putStage(database, run.runId, stageOf(name, nowMs, false, chance));
			if (place === STAGES.length)
				updateRun(database, { ...run, status: chance.below(4) === 0 ? 'failed' : 'success', completedAtMs: nowMs });
		}
		database.exec('COMMIT');
		count++;
	};
	const end = () => {
		while (count % (STAGES.length + 1) !== 0) step();
		database.close();
	};
	return { step, end };
}
