import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sandbox } from './sandbox.ts';

export const historyFile = ({ project }: Sandbox) => join(project, '.claude', 'pipeline-history.json');

/** A file of the npm package's. @param name below .claude/ */
export function writeClaude({ project }: Sandbox, name: string, value: unknown): void {
	mkdirSync(join(project, '.claude'), { recursive: true });
	writeFileSync(join(project, '.claude', name), typeof value === 'string' ? value : JSON.stringify(value));
}

/** The history as the npm package writes it. */
export function writeHistory(sandbox: Sandbox, entries: readonly unknown[]): void {
	mkdirSync(join(sandbox.project, '.claude'), { recursive: true });
	writeFileSync(historyFile(sandbox), JSON.stringify(entries, null, 2));
}

export const readHistory = (sandbox: Sandbox): unknown => JSON.parse(readFileSync(historyFile(sandbox), 'utf8'));

/** Oldest first; every shape that was seen in the field. */
export const ODD_HISTORY: readonly unknown[] = [
	null,
	'a text',
	{
		slug: 'user-auth',
		status: 'success',
		startedAt: '2026-01-01T10:00:00.000Z',
		completedAt: '2026-01-01T10:12:05.000Z',
		totalDurationMs: 725_000,
		totalCost: 0.1,
		custom: { kept: true },
		stages: { alex: { durationMs: 41_000, status: 'success', tokens: { input: 1200, output: 300 }, cost: 0.1 } },
	},
	{
		slug: '日本語の機能',
		status: 'failed',
		startedAt: '2026-01-02T10:00:00.000Z',
		completedAt: '2026-01-02T11:02:03.000Z',
		totalDurationMs: '3723000',
		totalCost: '$0.20',
		failedStage: 'nigel',
		stages: { nigel: { durationMs: '7000', status: 'failed' } },
	},
	{
		mode: 'murmuration',
		status: 'partial',
		features: ['a', 'b', 'c'],
		summary: { complete: 2, failed: 1 },
		startedAt: '2026-01-03T10:00:00.000Z',
		completedAt: '2026-01-03T10:00:41.000Z',
	},
	{
		slug: '🎉 \u001B[2J\u001B]0;title\u0007evil\u202E\u009Bname',
		status: 'user-aborted',
		startedAt: '2026-01-04T10:00:00.000Z',
		stages: [],
	},
	{
		slug: '=1+1',
		status: 'paused',
		pausedAfter: 'alex',
		startedAt: '2026-01-05T10:00:00.000Z',
		completedAt: '2026-01-05T10:00:09.000Z',
		totalDurationMs: null,
		stages: 'none',
	},
	{ status: 'success', completedAt: '2026-01-06T10:00:00.000Z', stages: { alex: null } },
];
