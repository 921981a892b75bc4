import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from '../../source/adapters/paths.ts';
import { DEFAULT_PRICING } from '../../source/core/money.ts';
import type { Audience } from '../../source/core/privacy/audience.ts';
import type { ResolvedSettings } from '../../source/core/settings/resolve.ts';
import { resolveSettings } from '../../source/core/settings/resolve.ts';
import { flush } from '../../source/delivery/flush.ts';
import type { SendRequest, SendResult } from '../../source/delivery/send.ts';
import { recordFinish } from '../../source/lifecycle/finish.ts';
import { recordStart } from '../../source/lifecycle/start.ts';
import { syncPublished } from '../../source/store/published/sync.ts';
import { Crash, type CrashingDatabase } from './crashing.ts';
import { ModelFileTimes } from './model-file-times.ts';
import { SENDER } from './pass.ts';
import { QUEUE_SETTING } from './published.ts';

/** What comes of a request; `isStored` tells whether the receiver has the event from then on. */
export interface Reply {
	readonly result: SendResult;
	readonly isStored: boolean;
}

export interface FlushSettings {
	readonly audience: Audience;
	readonly wire: 'flat' | 'envelope';
}

interface Session {
	readonly entries: readonly QueueEntry[];
}

interface QueueEntry {
	readonly runId?: string;
}

const ENVIRONMENT = { MURMUR8_TELEMETRY_URL: SENDER.url };
const SETTINGS: ResolvedSettings = resolveSettings({ flags: {}, environment: ENVIRONMENT, dotenv: {} });

/** The program and everything around it, as one schedule sees them. */
export class ModelWorld {
	readonly crashing: CrashingDatabase;
	readonly project: Project;
	nowMs = Date.UTC(2026, 0, 2);
	/** Bytes that were sent for an event, by audience and wire. */
	readonly sent = new Map<string, Set<string>>();
	readonly stored = new Set<string>();
	/** Runs whose end was acknowledged. */
	readonly acknowledged = new Set<string>();
	/** Events that the other program took out of the queue file after reading them. */
	readonly drained = new Set<string>();
	foreignEvents = 0;
	faults: string[] = [];
	readonly #times: ModelFileTimes;
	#session: Session | undefined;
	#runs = 0;
	/**
	 * Whether the other program wrote the queue since we looked. When it does so twice, its first reading can't be told
	 * from its second any more. Where it was not seen at work before, that is the one known case in which what it
	 * overwrote unseen counts as settled (decision 30).
	 */
	#hasUnseenWrite = false;

	constructor(crashing: CrashingDatabase, root: string) {
		this.crashing = crashing;
		const databasePath = join(root, '.claude', 'murmur8.db');
		this.project = { root, dataRoot: root, databasePath, dotenvPath: join(root, '.env') };
		rmSync(join(root, '.claude'), { recursive: true, force: true });
		mkdirSync(join(root, '.claude'));
		crashing.clear();
		this.#times = new ModelFileTimes(crashing.raw, [
			['history', this.historyFile],
			[`queue ${QUEUE_SETTING}`, this.queueFile],
		]);
	}

	get historyFile(): string {
		return join(this.project.root, '.claude', 'pipeline-history.json');
	}

	get queueFile(): string {
		return join(this.project.root, '.claude', 'telemetry-failed.json');
	}

	read(path: string): readonly QueueEntry[] {
		return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as readonly QueueEntry[]) : [];
	}

	/** One process: what it does is abandoned where it crashes. @returns whether it came to its end */
	async inProcess(crashAfter: number | undefined, work: () => void | Promise<void>): Promise<boolean> {
		if (crashAfter !== undefined) this.crashing.crashAfter(crashAfter);
		try {
			await work();
			return true;
		} catch (error) {
			if (!(error instanceof Crash)) throw error;
			return false;
		} finally {
			this.crashing.restart();
			this.#times.settle();
		}
	}

	/** A run from start to end, as two commands record it. */
	async record(): Promise<void> {
		const { database } = this.crashing;
		const runId = `run-${++this.#runs}`;
		const { project, nowMs } = this;
		recordStart(database, project, { runId, slug: `slug-${this.#runs}`, type: 'feature' }, nowMs);
		const tools = { database, project, environment: {}, settings: SETTINGS, usageEvents: [], pricing: DEFAULT_PRICING };
		const request = { status: 'success', feedbackWithheld: false } as const;
		const { kind } = await recordFinish({ ...tools, recorder: 'murmur8-cli/0.0.0', nowMs }, runId, request);
		if (kind !== 'queued') throw new Error(`${runId}: ${kind}`);
		this.acknowledged.add(runId);
	}

	async deliver(settings: FlushSettings, reply: (request: SendRequest) => Reply): Promise<void> {
		const { crashing } = this;
		const newestPosition = () => Number(crashing.raw.prepare('SELECT MAX(position) AS p FROM outbox').get()?.['p']);
		const newestBefore = newestPosition();
		let last = 0;
		const send = async (request: SendRequest) => {
			const { runId, body } = request;
			const position = crashing.raw.prepare('SELECT position FROM outbox WHERE run_id = ?').get(runId)?.['position'];
			// Where events came meanwhile, the pass goes through all of them once more.
			if (Number(position) < last && newestPosition() <= newestBefore)
				this.faults.push(`${runId} was sent out of order`);
			last = Number(position);
			const key = `${runId} ${settings.audience} ${settings.wire}`;
			const digest = createHash('sha256').update(body).digest('hex');
			this.sent.set(key, (this.sent.get(key) ?? new Set()).add(digest));
			const { result, isStored } = reply(request);
			if (isStored) this.stored.add(runId);
			return result;
		};
		const tools = {
			database: crashing.database,
			send,
			nowMs: () => this.nowMs,
			sleep: async (ms: number) => void this.pass(ms),
			random: () => 0.5,
			remainingMs: () => 30_000,
		};
		await flush(tools, { ...SENDER, ...settings }, 'murmur8/0.0.0-test');
	}

	async publish(): Promise<void> {
		const { database } = this.crashing;
		await syncPublished(database, this.project, QUEUE_SETTING, this.nowMs, false);
		this.#hasUnseenWrite = false;
	}

	/** Time goes by, for files too. */
	pass(ms: number): void {
		this.nowMs += ms;
		this.#times.nowMs += ms;
	}

	/** The machine's clock is set; a session that spans that tells nothing of how long it took. */
	setClock(deltaMs: number): void {
		this.nowMs += deltaMs;
		this.#session = undefined;
	}

	foreignRead(): void {
		this.#session = { entries: this.read(this.queueFile) };
		this.#times.noteRead(this.queueFile);
	}

	/** Writes back what it did not get rid of, and perhaps an event of its own, over whatever is there by now. */
	foreignWrite(keeps: (index: number) => boolean, adds: boolean): void {
		const session = this.#session;
		this.#session = undefined;
		if (!session || (this.#hasUnseenWrite && !this.#isSeenAtWork())) return;
		this.#hasUnseenWrite = true;
		const rest = session.entries.filter((_entry, index) => keeps(index));
		for (const entry of session.entries) if (!rest.includes(entry) && entry.runId) this.drained.add(entry.runId);
		const added = adds ? [{ runId: `theirs-${++this.foreignEvents}`, run: { slug: 'theirs' } }] : [];
		this.#writeFile(this.queueFile, [...rest, ...added]);
	}

	/** Whether the program has seen the other one write twice, and will still know it when it looks again. */
	#isSeenAtWork(): boolean {
		const row = this.crashing.raw
			.prepare('SELECT other_writes_ms AS held FROM published WHERE file LIKE ?')
			.get('queue %');
		const writesMs = JSON.parse(String(row?.['held'] ?? '[]')) as readonly number[];
		return writesMs.length === 2 && writesMs.every((atMs) => this.nowMs - atMs < 30_000);
	}

	foreignHistory(change: 'append' | 'clear' | 'update'): void {
		const entries = structuredClone(this.read(this.historyFile)) as Record<string, unknown>[];
		const last = entries.at(-1);
		if (change === 'append') entries.push({ slug: 'theirs', startedAt: new Date(this.nowMs).toISOString() });
		if (change === 'update' && last) last['stages'] = { alex: { touched: this.nowMs } };
		this.#writeFile(this.historyFile, change === 'clear' ? [] : entries);
	}

	#writeFile(path: string, entries: readonly unknown[]): void {
		writeFileSync(path, JSON.stringify(entries, null, 2));
		this.#times.settle();
	}
}
