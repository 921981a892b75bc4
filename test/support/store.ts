import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { DATABASE_FILE } from '../../source/adapters/paths.ts';
import type { WireBody } from '../../source/core/payload/wire.ts';
import type { Run, Stage } from '../../source/core/run.ts';
import { type Database, openDatabase } from '../../source/store/database.ts';
import type { NewOutboxEvent } from '../../source/store/outbox.ts';
import { temporaryFolder } from './sandbox.ts';

/** A time of the tests' own: 2026-01-02T03:04:05.678Z. */
export const NOW_MS = Date.UTC(2026, 0, 2, 3, 4, 5, 678);

/** A database of a test's own, closed when the test has ended. */
export function temporaryDatabase(root = temporaryFolder()): Database {
	const database = openDatabase(join(root, DATABASE_FILE));
	onTestFinished(() => {
		if (database.isOpen) database.close();
	});
	return database;
}

export const sampleStage = (name: string, more: Partial<Stage> = {}): Stage => ({
	name,
	status: 'success',
	startedAtMs: NOW_MS,
	completedAtMs: (more.startedAtMs ?? NOW_MS) + (more.durationMs ?? 1_000),
	durationMs: 1_000,
	attempts: 1,
	...more,
});

/** A run in progress, unless `more` says otherwise. */
export const sampleRun = (more: Partial<Run> = {}): Run => ({
	runId: randomUUID(),
	slug: 'user-auth',
	type: 'feature',
	status: 'running',
	startedAtMs: NOW_MS,
	feedbackWithheld: false,
	stages: [],
	...more,
});

export const toBody = (content: string | Uint8Array): WireBody => Uint8Array.from(Buffer.from(content)) as WireBody;

export const sampleEvent = (runId: string, more: Partial<NewOutboxEvent> = {}): NewOutboxEvent => ({
	runId,
	envelope: JSON.stringify({ runId }),
	body: toBody(`body of ${runId}`),
	audience: 'user-only',
	wire: 'flat',
	endpoint: 'digest',
	queuedAtMs: NOW_MS,
	...more,
});
