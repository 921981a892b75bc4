import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { carryOut } from '../../source/delivery/background.ts';
import { acceptances, readAccounts, unaccounted } from '../support/accounting.ts';
import { createChance, numberFrom } from '../support/chance.ts';
import { type Portal, startPortal } from '../support/portal.ts';
import { QUEUE_SETTING } from '../support/published.ts';
import { type RecorderOrder, startRecorder } from '../support/recorder-order.ts';
import { temporaryFolder } from '../support/sandbox.ts';
import { watchPublished } from '../support/watching.ts';

const KILLS = numberFrom('MURMUR8_TEST_KILLS', 150);
const SEED = numberFrom('MURMUR8_TEST_SEED', 240_663);
/** A bound against hanging for ever; nothing is timed by it. */
const LIMIT = { timeout: 120_000 + KILLS * 2_000 };
const AT_ONCE = 3;
/** A run with all that follows takes some 50 ms here; a kill must be able to come before, in and behind each part of it. */
const LONGEST_DELAY_MS = 300;
/** Runs that are recorded before they are delivered: fewer than the outbox holds. */
const ROOM = 40;

interface Toll {
	readonly acknowledged: string[];
	readonly errors: string[];
	kills: number;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The spec of a feature; every second one is the one before it, so that two processes meet over its id. */
function createSpec(root: string, number: number): string {
	const specOf = (feature: number) =>
		join(root, '.blueprint', 'features', `feature_feature-${feature}`, 'FEATURE_SPEC.md');
	mkdirSync(dirname(specOf(number)), { recursive: true });
	if (number % 2 === 0) writeFileSync(specOf(number), '# Feature\n');
	else symlinkSync(specOf(number - 1), specOf(number));
	return `feature-${number}`;
}

async function killOne(order: RecorderOrder, delayMs: number, toll: Toll): Promise<void> {
	const recorder = startRecorder(order);
	await recorder.ready;
	await pause(delayMs);
	recorder.child.kill('SIGKILL');
	const { exitCode, stderr } = await recorder.ended;
	// One that ended by itself found something that no crash explains.
	if (exitCode !== null || stderr !== '') toll.errors.push(`exit ${exitCode}: ${stderr}`);
	toll.acknowledged.push(...recorder.finished);
	toll.kills++;
}

const KNOWN = /^(murmur8\.db(-wal|-shm)?|pipeline-history\.json|telemetry-failed\.json|FEATURE_SPEC\.md|feature_.*)$/;

function debris(root: string): readonly string[] {
	const names = readdirSync(root, { recursive: true, withFileTypes: true });
	return names.filter((entry) => entry.isFile() && !KNOWN.test(entry.name)).map(({ name }) => name);
}

/** The next start after the last kill: it records, publishes and delivers what is left, and cleans up. */
async function startAgain(root: string, portal: Portal): Promise<void> {
	const sender = { url: portal.url, key: portal.key, audience: 'user-only', wire: 'flat' } as const;
	const project = { root, dataRoot: root, databasePath: join(root, '.claude', 'murmur8.db'), dotenvPath: '' };
	const background = { project, queueSetting: QUEUE_SETTING, sinks: undefined, userAgent: 'murmur8/0.0.0-test' };
	await carryOut({ ...background, sender: { ...sender, timeoutMs: 10_000, maxBytes: 1_048_576 } }, () => 30_000);
}

test(`${KILLS} kills lose nothing, tear nothing, leave nothing; seed ${SEED}`, LIMIT, async () => {
	const root = temporaryFolder();
	mkdirSync(join(root, '.claude'));
	const portal = await startPortal();
	const chance = createChance(SEED);
	const toll: Toll = { acknowledged: [], errors: [], kills: 0 };
	const watch = watchPublished(root);
	const slugs: string[] = [];
	const slot = async () => {
		for (;;) {
			const number = slugs.length;
			if (number >= KILLS) return;
			slugs.push(createSpec(root, number));
			const work = chance.pick<RecorderOrder['work']>(['both', 'both', 'both', 'record', 'deliver']);
			const order = { root, url: portal.url, key: portal.key, slugs: slugs.slice(-1), work, runs: 10_000 };
			await killOne(order, chance.next() ** 2 * LONGEST_DELAY_MS, toll);
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, slot));
	await startAgain(root, portal);
	const last = { root, url: portal.url, key: portal.key, work: 'record' } as const;
	for (let index = 0; index < slugs.length; index += ROOM) {
		const some = slugs.slice(index, index + ROOM);
		const recorder = startRecorder({ ...last, slugs: some, runs: some.length });
		expect(await recorder.ended).toEqual({ exitCode: 0, stderr: '' });
		toll.acknowledged.push(...recorder.finished);
		await startAgain(root, portal);
	}
	const { reads, faults } = await watch.end();

	expect(toll.errors).toEqual([]);
	expect(faults).toEqual([]);
	expect(reads).toBeGreaterThan(KILLS);
	const accounts = readAccounts(root);
	expect(accounts.integrity).toEqual(['ok']);
	expect(toll.acknowledged.filter((runId) => !accounts.finished.has(runId))).toEqual([]);
	const unknown = unaccounted(accounts, portal.accepted()).length;
	expect(unknown).toBeLessThanOrEqual(accounts.dropped);
	// Who is killed between an answer and its noting can't tell that an event arrived which was dropped meanwhile.
	expect(accounts.dropped - unknown).toBeLessThanOrEqual(toll.kills);
	expect(portal.requests.filter(({ status }) => status !== 201)).toEqual([]);
	const repeated = [...acceptances(portal.accepted()).values()].filter(({ length }) => length > 1);
	for (const requests of repeated) expect(new Set(requests.map(({ raw }) => raw.toString('hex'))).size).toBe(1);
	const duplicates = repeated.reduce((sum, { length }) => sum + length - 1, 0);
	expect(duplicates).toBeLessThanOrEqual(toll.kills);
	expect(debris(root)).toEqual([]);
	const { length } = toll.acknowledged;
	// A kill that hits nothing proves nothing.
	expect(length).toBeGreaterThan(KILLS);
	process.stdout.write(
		`${toll.kills} kills: ${length} acknowledged, ${accounts.dropped} dropped, ${duplicates} sent twice, ${reads} reads\n`,
	);
});
