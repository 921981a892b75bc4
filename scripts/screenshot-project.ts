import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DATABASE_FILE } from '../source/adapters/paths.ts';
import type { Run, Stage } from '../source/core/run.ts';
import { CANONICAL_STAGES } from '../source/core/stages.ts';
import { type Database, openDatabase } from '../source/store/database.ts';
import { logDelivery } from '../source/store/deliveries.ts';
import { putDeadLetter } from '../source/store/outbox.ts';
import { insertRun, putStage, updateRun } from '../source/store/runs.ts';

const SLUGS = [
	'user-auth',
	'billing-export',
	'search-ui',
	'dark-mode',
	'rate-limits',
	'onboarding-tour',
	'audit-log',
	'csv-import',
];
const MINUTE_MS = 60_000;
const ISSUES = [
	'The story about expired sessions has no acceptance test.',
	'Two stories overlap: sign-in and token refresh.',
];

/** Figures that look grown, the same at every run. */
const wave = (index: number, step: number) => ((index * 37 + step * 53) % 29) / 29;

function stagesOf(index: number, startedAtMs: number, failedAt: number): readonly Stage[] {
	let atMs = startedAtMs;
	return CANONICAL_STAGES.slice(0, failedAt + 1).map((name, step): Stage => {
		const durationMs = Math.round((20 + 140 * wave(index, step)) * 1_000 * (step > 3 ? 1.8 : 1));
		const from = atMs;
		atMs += durationMs;
		const input = Math.round(4_000 + 30_000 * wave(index + 3, step));
		const isFailed = step === failedAt && failedAt < CANONICAL_STAGES.length;
		return {
			name,
			status: isFailed ? 'failed' : 'success',
			startedAtMs: from,
			completedAtMs: atMs,
			durationMs,
			attempts: step === 3 && index % 4 === 0 ? 2 : 1,
			tokens: { input, output: Math.round(input / 9) },
			cost: BigInt(Math.round(input * 4.6)) * 1_000_000n,
			...(step === 1
				? { feedback: { rating: 3 + (index % 3), issues: index % 3 === 0 ? ISSUES : [], recommendation: 'proceed' } }
				: {}),
		};
	});
}

/** Nothing is sent for a picture; the key is made up. */
const ENDPOINT = [
	'MURMUR8_TELEMETRY_URL=https://ingest.example.com/events',
	`MURMUR8_TELEMETRY_KEY=${randomUUID()}`,
	'',
].join('\n');

/** What goes on while the picture is taken: two runs in progress, and an event that was refused. */
function recordNow(database: Database, folder: string, nowMs: number): void {
	for (const [slug, done] of [
		['user-auth', 3],
		['billing-export', 1],
	] as const) {
		const stages = stagesOf(done, 0, CANONICAL_STAGES.length).slice(0, done + 1);
		const pastMs = stages.slice(0, done).reduce((sum, { durationMs }) => sum + durationMs, 0);
		const startedAtMs = nowMs - pastMs - 41_000;
		const run: Run = {
			runId: randomUUID(),
			slug,
			type: 'feature',
			status: 'running',
			startedAtMs,
			feedbackWithheld: false,
			stages: [],
		};
		insertRun(database, run, folder);
		for (const [step, stage] of stagesOf(done, startedAtMs, CANONICAL_STAGES.length)
			.slice(0, done + 1)
			.entries()) {
			if (step < done) putStage(database, run.runId, stage);
			else
				putStage(database, run.runId, {
					name: stage.name,
					status: 'running',
					startedAtMs: nowMs - 41_000,
					durationMs: 0,
					attempts: 1,
				});
		}
	}
	const runId = randomUUID();
	const endedMs = nowMs - 181 * MINUTE_MS;
	const refused: Run = {
		runId,
		slug: 'csv-import',
		type: 'feature',
		status: 'success',
		startedAtMs: endedMs - 9 * MINUTE_MS,
		completedAtMs: endedMs,
		feedbackWithheld: false,
		stages: [],
	};
	insertRun(database, refused, folder);
	updateRun(database, refused);
	const envelope = JSON.stringify({ runId, run: { slug: 'csv-import' } });
	const event = { runId, envelope, audience: 'user-only', wire: 'flat', queuedAtMs: nowMs } as const;
	const reason = 'totalDurationMs: must be an integer';
	putDeadLetter(database, event, { atMs: nowMs - 180 * MINUTE_MS, reason, attempts: 1, statusCode: 422 });
}

/** A project with a few weeks of runs, in a temporary folder. */
export function createScreenshotProject(nowMs: number): { readonly folder: string; readonly remove: () => void } {
	const base = mkdtempSync(join(tmpdir(), 'murmur8-pictures-'));
	const folder = join(base, 'acme-notes');
	mkdirSync(join(folder, '.claude'), { recursive: true });
	const database = openDatabase(join(folder, DATABASE_FILE));
	for (let index = 59; index >= 0; index--) {
		const endedMs = nowMs - Math.round(index * index * 9.5 + 2 + 40 * index) * MINUTE_MS;
		const isFailed = index % 7 === 1 || index === 10;
		const stages = stagesOf(index, 0, isFailed ? 2 + (index % 3) : CANONICAL_STAGES.length);
		const durationMs = stages.reduce((sum, stage) => sum + stage.durationMs, 0);
		const startedAtMs = endedMs - durationMs;
		const status = isFailed ? 'failed' : index % 13 === 5 ? 'paused' : 'success';
		const run: Run = {
			runId: randomUUID(),
			slug: SLUGS[(index * 5) % SLUGS.length] ?? 'user-auth',
			type: index % 9 === 4 ? 'refinement' : 'feature',
			status,
			startedAtMs,
			completedAtMs: endedMs,
			commitHash: randomUUID().replaceAll('-', '').slice(0, 12),
			...(status === 'failed' ? { failedStage: stages.at(-1)?.name } : {}),
			...(status === 'paused' ? { pausedAfter: 'cass' } : {}),
			feedbackWithheld: false,
			stages,
		};
		insertRun(database, run, folder);
		updateRun(database, run);
		for (const stage of stagesOf(index, startedAtMs, isFailed ? 2 + (index % 3) : CANONICAL_STAGES.length))
			putStage(database, run.runId, stage);
		logDelivery(database, {
			runId: run.runId,
			result: 'delivered',
			atMs: endedMs + 900,
			durationMs: 184,
			statusCode: 201,
			reason: undefined,
		});
	}
	recordNow(database, folder, nowMs);
	database.close();
	writeFileSync(join(folder, '.env'), ENDPOINT, { mode: 0o600 });
	return { folder, remove: () => rmSync(base, { recursive: true, force: true }) };
}
