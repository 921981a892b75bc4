import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { acceptances, readAccounts, unaccounted } from '../support/accounting.ts';
import { historyFile } from '../support/history.ts';
import { startPortal } from '../support/portal.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox } from '../support/sandbox.ts';
import { query } from '../support/state.ts';

/** A bound against hanging for ever; nothing is timed by it. */
const LIMIT = { timeout: 240_000 };
const UNTIL = { timeout: 120_000, interval: 50 };
const SHELLS = 8;
const RUNS = 5;
const UUID_LINE = /^[0-9a-f-]{36}\n$/;

describe.each(RUNTIMES)('the program on $name', LIMIT, (runtime) => {
	test(`in ${SHELLS} shells × ${RUNS} runs loses nothing and sends nothing twice`, async () => {
		const portal = await startPortal();
		const sandbox = createSandbox(runtime, { MURMUR8_TELEMETRY_URL: portal.url, MURMUR8_TELEMETRY_KEY: portal.key });
		const record = async (slug: string) => {
			const { exitCode, stdout, stderr } = await sandbox.run(['run', 'start', slug]);
			expect({ exitCode, stdout, stderr }).toEqual({
				exitCode: 0,
				stdout: expect.stringMatching(UUID_LINE),
				stderr: '',
			});
			const runId = stdout.trim();
			for (const args of [
				['run', 'stage', 'alex', 'done', '--run', runId],
				['run', 'finish', '--status', 'success', '--run', runId],
			]) {
				expect(await sandbox.run(args), args.join(' ')).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
			}
			return runId;
		};
		const shell = async (number: number) => {
			const runIds: string[] = [];
			for (let index = 0; index < RUNS; index++) runIds.push(await record(`feature-${number}`));
			return runIds;
		};
		const runIds = (await Promise.all(Array.from({ length: SHELLS }, (_, number) => shell(number)))).flat();
		// What they left to do is done by processes in the background; the last of them leaves nothing.
		await vi.waitFor(() => {
			expect(query(sandbox.project, 'SELECT run_id FROM outbox')).toEqual([]);
			expect(query(sandbox.project, 'SELECT name FROM claim')).toEqual([]);
			expect(existsSync(historyFile(sandbox))).toBe(true);
			const entries = JSON.parse(readFileSync(historyFile(sandbox), 'utf8')) as readonly { runId: string }[];
			expect(entries.map(({ runId }) => runId).toSorted()).toEqual(runIds.toSorted());
		}, UNTIL);
		const accounts = readAccounts(sandbox.project);
		expect([...accounts.finished].toSorted()).toEqual(runIds.toSorted());
		expect([unaccounted(accounts, portal.accepted()), accounts.dropped]).toEqual([[], 0]);
		expect([...acceptances(portal.accepted()).values()].filter(({ length }) => length > 1)).toEqual([]);
		expect(portal.accepted()).toHaveLength(SHELLS * RUNS);
	});
});
