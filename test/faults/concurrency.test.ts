import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { acceptances, readAccounts, unaccounted } from '../support/accounting.ts';
import { type Portal, startPortal } from '../support/portal.ts';
import { startRecorder } from '../support/recorder-order.ts';
import { temporaryFolder } from '../support/sandbox.ts';
import { watchPublished } from '../support/watching.ts';

/** A bound against hanging for ever; nothing is timed by it. */
const LIMIT = { timeout: 600_000 };
const OUTBOX_CAP = 50;

/** Processes, runs of each, whether they deliver between their runs. */
const CROWDS = [
	[16, 50, 'both'],
	[64, 20, 'both'],
	[16, 50, 'record'],
] as const;

/** Everything that was finished is in the history file, once. The newest 1,000 at most are. */
function expectPublished(root: string, finished: ReadonlySet<string>): void {
	const path = join(root, '.claude', 'pipeline-history.json');
	const entries = JSON.parse(readFileSync(path, 'utf8')) as { runId: string }[];
	const runIds = entries.map(({ runId }) => runId);
	expect(new Set(runIds).size).toBe(runIds.length);
	expect(runIds.filter((runId) => !finished.has(runId))).toEqual([]);
	expect(runIds.length).toBe(Math.min(finished.size, 1_000));
}

function expectAccounted(root: string, portal: Portal, acknowledged: readonly string[]): void {
	const accounts = readAccounts(root);
	expect(accounts.integrity).toEqual(['ok']);
	expect([...accounts.finished].toSorted()).toEqual(acknowledged.toSorted());
	expect(unaccounted(accounts, portal.accepted()).length).toBe(accounts.dropped);
	expect(accounts.waiting.size).toBeLessThanOrEqual(OUTBOX_CAP);
	expect([...acceptances(portal.accepted()).values()].filter(({ length }) => length > 1)).toEqual([]);
	expect(portal.requests.filter(({ status }) => status !== 201)).toEqual([]);
}

describe.each(CROWDS)('%i processes × %i runs (%s)', LIMIT, (processes, runs, work) => {
	test('all are recorded, published and accounted for, none is sent twice', async () => {
		const root = temporaryFolder();
		mkdirSync(join(root, '.claude'));
		const portal = await startPortal();
		const watch = watchPublished(root);
		const order = { root, url: portal.url, key: portal.key };
		const recorders = Array.from({ length: processes }, (_, index) =>
			startRecorder({ ...order, slugs: [`feature-${index}`], work, runs }),
		);
		const ends = await Promise.all(recorders.map(({ ended }) => ended));
		expect(ends).toEqual(ends.map(() => ({ exitCode: 0, stderr: '' })));
		const acknowledged = recorders.flatMap(({ finished }) => finished);
		expect(acknowledged.length).toBe(processes * runs);
		expectAccounted(root, portal, acknowledged);
		// Whoever comes last finds what another left when it gave way.
		expect(await startRecorder({ ...order, slugs: [], work: 'deliver', runs: 1 }).ended).toMatchObject({ exitCode: 0 });
		const { faults } = await watch.end();
		expect(faults).toEqual([]);
		expectAccounted(root, portal, acknowledged);
		expect(readAccounts(root).waiting).toEqual(new Set());
		expectPublished(root, new Set(acknowledged));
	});
});
