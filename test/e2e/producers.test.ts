import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { historyFile } from '../support/history.ts';
import { type Portal, startPortal } from '../support/portal.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';
import { query, untilQuiet } from '../support/state.ts';
import { fingerprintsOf } from '../support/traces/fingerprints.ts';

const [, node26] = RUNTIMES;
if (!node26) throw new Error('no runtime');
const runtime = node26;

const ENTRY = {
	runId: '11111111-2222-4333-8444-555555555555',
	slug: 'user-auth',
	status: 'success',
	startedAt: '2026-01-01T10:00:00.000Z',
	completedAt: '2026-01-01T10:10:00.000Z',
	totalDurationMs: 600_000,
	stages: { alex: { status: 'success', durationMs: 600_000 } },
	metrics: { 'murmur8.run.total': 7 },
};

interface Producer {
	/** Whether this program recorded the run, so that its machinery is told of. */
	readonly isOwn: boolean;
	/** Whether the run makes an event and goes to sinks. */
	readonly isDelivered: boolean;
	/** A report goes to sinks and moves the baseline, but is no run: it has no place in the history and makes no event. */
	readonly isReport?: true;
	readonly status: string;
	readonly produce: (sandbox: Sandbox) => Promise<unknown>;
}

/** What a stage prints where there is such a file. */
const LOG = 'failed.log';
const ERROR = `TypeError: Cannot read properties of undefined (reading 'length')
    at parse (/srv/app/src/parse.js:12:5)
`;
const hasLog = ({ project }: Sandbox) => existsSync(join(project, LOG));

const start = async (sandbox: Sandbox) => {
	await sandbox.run(['run', 'start', 'user-auth']);
	const stage = hasLog(sandbox) ? ['exec', '--stage', 'alex', '--', 'cat', LOG] : ['stage', 'alex', 'done'];
	await sandbox.run(['run', ...stage]);
};

/** Every way in which a finished run comes into the database (live.md section 5), and a recorded report. */
const PRODUCERS: Readonly<Record<string, Producer>> = {
	'run finish': {
		isOwn: true,
		isDelivered: true,
		status: 'success',
		produce: async (sandbox) => {
			await start(sandbox);
			return sandbox.run(['run', 'finish', '--status', 'success']);
		},
	},
	'run exec': {
		isOwn: true,
		isDelivered: true,
		status: 'failed',
		produce: (sandbox) => {
			const command = hasLog(sandbox) ? ['sh', '-c', `cat ${LOG}; exit 1`] : ['false'];
			return sandbox.run(['run', 'exec', 'user-auth', '--stage', 'alex', '--', ...command]);
		},
	},
	'run start, of one that crashed': {
		isOwn: true,
		isDelivered: false,
		status: 'aborted',
		produce: async (sandbox) => {
			await start(sandbox);
			return sandbox.run(['run', 'start', 'user-auth']);
		},
	},
	'history record': {
		isOwn: false,
		isDelivered: false,
		status: 'success',
		produce: (sandbox) => sandbox.run(['history', 'record', JSON.stringify(ENTRY)]),
	},
	import: {
		isOwn: false,
		isDelivered: false,
		status: 'success',
		produce: (sandbox) => {
			writeFileSync(historyFile(sandbox), JSON.stringify([ENTRY]));
			return sandbox.run(['history', '--json']);
		},
	},
	'report --record': {
		isOwn: true,
		isDelivered: true,
		isReport: true,
		status: 'success',
		produce: (sandbox) => {
			writeFileSync(join(sandbox.project, 'a.log'), ERROR);
			return sandbox.run(['report', '--opt-in', 'a.log', '--record']);
		},
	},
};

interface Cell extends Producer {
	readonly sandbox: Sandbox;
	readonly portal: Portal;
	/** Sinks' documents, one a run. */
	readonly lines: () => readonly string[];
}

interface StoredSnapshot {
	readonly points: readonly { readonly name: string; readonly labels: object; readonly isForeign?: boolean }[];
	readonly user: object;
	readonly operator?: object;
}

const snapshots = ({ project }: Sandbox) =>
	query(project, 'SELECT document FROM snapshot').map(({ document }) => JSON.parse(String(document)) as StoredSnapshot);
const count = ({ project }: Sandbox, table: string) =>
	Number(query(project, `SELECT COUNT(*) AS n FROM ${table}`)[0]?.['n'] ?? 0);
const finished = (sandbox: Sandbox) =>
	count(sandbox, `run WHERE status <> 'running'`) + count(sandbox, 'foreign_entry');
const sent = ({ portal }: Cell) => portal.requests.length;
/** How many runs, and how many events of runs, there are to be. */
const runs = ({ isReport }: Producer) => (isReport ? 0 : 1);
const events = ({ isDelivered, isReport }: Producer) => (isDelivered && !isReport ? 1 : 0);

function change({ project }: Sandbox, sql: string): void {
	const database = new DatabaseSync(join(project, '.claude', 'murmur8.db'), { timeout: 10_000 });
	database.exec('PRAGMA busy_timeout = 5000');
	database.exec(sql);
	database.close();
}

interface Step {
	readonly env?: Readonly<Record<string, string>>;
	readonly before?: (cell: Cell) => Promise<void>;
	readonly check: (cell: Cell) => void | Promise<void>;
}

const IN_FILE = JSON.stringify([{ kind: 'json-file', path: 'runs.jsonl' }]);
/** Makes the database without a run in it. */
const makeDatabase = async ({ sandbox }: Cell) => {
	await sandbox.run(['history', 'record', '{"slug":"other","status":"success"}']);
	change(sandbox, 'DELETE FROM foreign_entry; DELETE FROM snapshot;');
	writeFileSync(historyFile(sandbox), '[]');
};

const STEPS: Readonly<Record<string, Step>> = {
	resolve: {
		// One setting that can't be read stops everything that leaves, and nothing that stays.
		env: { MURMUR8_TELEMETRY_WIRE: 'xml' },
		check: (cell) => {
			const { sandbox, isDelivered, lines } = cell;
			expect([finished(sandbox), sent(cell), lines().length]).toEqual([runs(cell), 0, 0]);
			const errors = snapshots(sandbox)[0]?.points.filter(({ name }) => name === 'murmur8.recorder.error_total');
			expect(errors?.some(({ labels }) => 'source' in labels && labels.source === 'settings')).toBe(isDelivered);
		},
	},
	off: {
		env: { MURMUR8_TELEMETRY_AUDIENCE: 'off' },
		check: (cell) => {
			const { sandbox, lines, status, isReport } = cell;
			expect([sent(cell), lines().length, count(sandbox, 'outbox'), count(sandbox, 'audit')]).toEqual([0, 0, 0, 0]);
			if (isReport) return;
			expect(JSON.parse(readFileSync(historyFile(sandbox), 'utf8'))).toMatchObject([{ slug: 'user-auth', status }]);
		},
	},
	record: {
		check: async ({ sandbox, status, isReport }) => {
			const { stdout } = await sandbox.run(['history', '--json']);
			const entries = isReport ? [] : [{ slug: 'user-auth', status, stages: { alex: {} } }];
			expect(JSON.parse(stdout)).toMatchObject(entries);
		},
	},
	churn: {
		// A report alone looks at something; else what was known of failures stays as it was.
		before: async (cell) => {
			await makeDatabase(cell);
			for (const scope of ['[null,"user-auth","feature"]', '[null,"user-auth",null]'])
				change(
					cell.sandbox,
					`INSERT INTO churn_scope VALUES ('${scope}', 'before'); INSERT INTO churn_fingerprint VALUES ('${scope}', 'f', 'alex')`,
				);
		},
		check: async ({ sandbox, isReport, produce }) => {
			expect(count(sandbox, `churn_scope WHERE run_id = 'before'`)).toBe(2);
			expect(count(sandbox, 'churn_fingerprint')).toBe(isReport ? 3 : 2);
			expect(snapshots(sandbox)[0]?.user).not.toHaveProperty('churn');
			if (!isReport) return;
			expect(snapshots(sandbox)[0]?.user).toHaveProperty('failures', [expect.objectContaining({ count: 1 })]);
			// The same sources again are no other report.
			await produce(sandbox);
			expect([snapshots(sandbox).length, count(sandbox, 'churn_fingerprint')]).toEqual([1, 3]);
		},
	},
	failures: {
		env: { TELEMETRY: '1' },
		before: async ({ sandbox }) => writeFileSync(join(sandbox.project, LOG), ERROR),
		check: (cell) => {
			const { sandbox, isOwn, isDelivered, isReport, lines, portal } = cell;
			const [fingerprint] = fingerprintsOf(ERROR);
			// A report tells jobs apart by their kind.
			const failures = [{ fingerprint, stage: isReport ? 'other' : 'alex', severity: 'info', count: 1 }];
			// What another program recorded brings no log.
			const [snapshot] = snapshots(sandbox);
			if (isOwn) expect(snapshot?.user).toMatchObject({ failures });
			else expect(snapshot?.user).not.toHaveProperty('failures');
			// A run that crashed was not looked at to its end, so nothing is compared with it.
			expect(count(sandbox, 'churn_fingerprint')).toBe(isDelivered ? 1 : 0);
			const outside = [...lines(), ...portal.requests.map(({ raw }) => raw.toString())].map((text) => JSON.parse(text));
			expect(outside).toHaveLength((isDelivered ? 1 : 0) + events(cell));
			for (const { user, failures: sent } of outside) expect(user?.failures ?? sent).toEqual(failures);
		},
	},
	snapshot: {
		check: ({ sandbox, isOwn, status, isReport }) => {
			const [snapshot, ...more] = snapshots(sandbox);
			expect(more).toEqual([]);
			expect(snapshot?.user).toMatchObject(
				isReport ? { type: 'triage-report', status } : { slug: 'user-auth', status },
			);
			const names = snapshot?.points.map(({ name }) => name) ?? [];
			const measured = isReport ? ['murmur8.failures.total'] : ['murmur8.run.duration_ms', 'murmur8.stage.duration_ms'];
			expect(names).toEqual(expect.arrayContaining(measured));
			expect(names.includes('murmur8.run.total')).toBe(!isReport);
			// This machinery had no part in what others recorded; what they call a metric of ours is not one.
			expect(names.includes('murmur8.outbox.depth')).toBe(isOwn);
			expect(snapshot?.points.some(({ isForeign }) => isForeign)).toBe(!isOwn);
		},
	},
	store: {
		// Run, event and snapshot are one transaction: without the last there is none of them.
		before: async (cell) => {
			await makeDatabase(cell);
			change(cell.sandbox, `CREATE TRIGGER full BEFORE INSERT ON snapshot BEGIN SELECT RAISE(ABORT, 'full'); END`);
		},
		check: async (cell) => {
			const { sandbox } = cell;
			expect([finished(sandbox), count(sandbox, 'outbox'), sent(cell)]).toEqual([0, 0, 0]);
		},
	},
	sample: {
		// Of sinks alone: event and live state are for everyone.
		env: { MURMUR8_TELEMETRY_SAMPLING: '0' },
		check: (cell) => {
			const { sandbox, lines } = cell;
			expect([sent(cell), lines().length, snapshots(sandbox).length]).toEqual([events(cell), 0, 1]);
		},
	},
	project: {
		check: (cell) => {
			const { isDelivered, lines, portal, isReport } = cell;
			const outside = [...lines(), ...portal.requests.map(({ raw }) => raw.toString())];
			expect(outside).toHaveLength((isDelivered ? 1 : 0) + events(cell));
			for (const text of outside) {
				expect(text).toContain(isReport ? 'sha256-' : 'user-auth');
				expect(text).not.toMatch(/recorder|murmur8-cli|outbox\.depth|identity/);
			}
		},
	},
	sinks: {
		env: {
			// One that nobody answers for: what it misses, the other has.
			MURMUR8_TELEMETRY_SINKS: JSON.stringify([
				{ kind: 'otlp', endpoint: 'http://127.0.0.1:9' },
				{ kind: 'json-file', path: 'runs.jsonl' },
			]),
		},
		check: (cell) => {
			const { sandbox, isDelivered, lines } = cell;
			expect([sent(cell), lines().length]).toEqual([events(cell), isDelivered ? 1 : 0]);
			const results = query(sandbox.project, 'SELECT kind, sent, failed FROM sink_result ORDER BY kind');
			expect(results).toEqual(
				isDelivered
					? [
							{ kind: 'json-file', sent: 1, failed: 0 },
							{ kind: 'otlp', sent: 0, failed: 1 },
						]
					: [],
			);
		},
	},
};

describe.each(Object.entries(PRODUCERS))('%s', (_name, producer) => {
	test.each(Object.entries(STEPS))('%s', async (_step, { env = {}, before, check }) => {
		const portal = await startPortal();
		const sandbox = createSandbox(runtime, {
			MURMUR8_TELEMETRY_URL: portal.url,
			MURMUR8_TELEMETRY_KEY: portal.key,
			MURMUR8_TELEMETRY_SINKS: IN_FILE,
			// Everything is done by the time that a command ends.
			CI: 'true',
			MURMUR8_TELEMETRY_CI_WAIT_MS: '8000',
			...env,
		});
		mkdirSync(join(sandbox.project, '.claude'), { recursive: true });
		const path = join(sandbox.project, 'runs.jsonl');
		const lines = () => (existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n') : []);
		const cell: Cell = { ...producer, sandbox, portal, lines };
		await before?.(cell);
		await producer.produce(sandbox);
		if (!producer.isDelivered) await sandbox.run(['telemetry', 'flush']);
		await untilQuiet(sandbox);
		await check(cell);
	});
});
