import { cpSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { DATABASE_FILE } from '../../source/adapters/paths.ts';
import { openDatabase } from '../../source/store/database.ts';
import { putStage } from '../../source/store/runs.ts';
import { type ProcessTime, timeProcess } from './process-time.ts';
import { startTerminal } from './program-terminal.ts';

/** How much of a day is lived through. */
export interface DayPlan {
	/** An empty folder. */
	readonly folder: string;
	/** The program. */
	readonly command: readonly string[];
	/** How `watch` is started, where that is not the program alone, and what its environment has besides. */
	readonly watch?: { readonly command: readonly string[]; readonly env: Readonly<Record<string, string>> };
	/** A program that does nothing: what the machine takes for a start at the time. */
	readonly reference?: readonly string[];
	readonly runs: number;
	readonly stagesOfRun: number;
	/** Changes that another process commits to the database while a run is in progress, and `watch` shows. */
	readonly changesASecond: number;
}

/** What `watch` holds at a moment. */
export interface WatchLoad {
	readonly residentBytes: number;
	readonly descriptors: number;
}

export interface DayReport {
	/** Run → how many times an endpoint said that it has it. */
	readonly accepted: ReadonlyMap<string, number>;
	readonly finished: readonly string[];
	readonly changes: number;
	/** How long runs were in progress. */
	readonly changingMs: number;
	readonly requests: number;
	readonly refused: number;
	/** Processor time of every `run stage`, in their order. */
	readonly stageMs: readonly number[];
	/** Of the program that does nothing, once in each run. */
	readonly referenceMs: readonly number[];
	/** Of `watch`, after each run. */
	readonly watch: readonly WatchLoad[];
	/** Name → the most bytes that it had after a run, of everything in `.claude`. */
	readonly largestFiles: ReadonlyMap<string, number>;
	/** Bytes of the database and what belongs to it after each run. */
	readonly databaseBytes: readonly number[];
	/** What is in `.claude` when everybody has gone. */
	readonly leftFiles: readonly string[];
	readonly screen: string;
}

const demoProject = resolve(import.meta.dirname, '..', '..', 'fixtures', 'demo-project');

/** An endpoint that fails half of the time: with an error, by hanging up, or by asking for patience. */
async function startHalfDeadEndpoint() {
	const accepted = new Map<string, number>();
	let requests = 0;
	let refused = 0;
	const server = createServer((request, response) => {
		let body = '';
		request.setEncoding('utf8').on('data', (chunk: string) => {
			body += chunk;
		});
		request.on('end', () => {
			const turn = requests++ % 6;
			if (turn % 2 === 0) {
				const { runId } = JSON.parse(body) as { runId: string };
				accepted.set(runId, (accepted.get(runId) ?? 0) + 1);
				response.writeHead(201).end('{"id":"1"}');
				return;
			}
			refused++;
			if (turn === 1) response.writeHead(503).end();
			else if (turn === 3) request.socket.destroy();
			else response.writeHead(429, { 'retry-after': '0' }).end();
		});
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
	const close = () => {
		server.closeAllConnections();
		server.close();
	};
	return { url, accepted, close, counts: () => ({ requests, refused }) };
}

/** What Linux says that a process holds; nothing elsewhere. */
function loadOf(pid: number): WatchLoad | undefined {
	if (!existsSync(`/proc/${pid}/status`)) return undefined;
	const kibibytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
	return { residentBytes: Number(kibibytes) * 1_024, descriptors: readdirSync(`/proc/${pid}/fd`).length };
}

interface Changes {
	readonly count: number;
	readonly tookMs: number;
}

/** Commits changes to a run in progress, so many a second until it is called again: each is there for `watch` to see. */
function startChanging(databasePath: string, runId: string, aSecond: number): () => Changes {
	const database = openDatabase(databasePath);
	const startedAt = performance.now();
	let count = 0;
	// Those that a slow disk or a busy machine kept come with the next.
	const timer = setInterval(() => {
		const due = ((performance.now() - startedAt) * aSecond) / 1_000;
		for (; count < due; count++) {
			putStage(database, runId, { name: 'alex', status: 'running', durationMs: count, attempts: 1 + count });
		}
	}, 1_000 / aSecond);
	return () => {
		clearInterval(timer);
		database.close();
		return { count, tookMs: performance.now() - startedAt };
	};
}

/** One command of the program, to its end. */
type Command = (args: readonly string[]) => Promise<ProcessTime>;

/** One run of a pipeline, from its start to its end. @returns its id and the time of each stage command */
async function liveARun(run: Command, stages: number, change: (runId: string) => () => Changes) {
	const runId = (await run(['run', 'start', 'user-auth'])).output.trim();
	const stageMs: number[] = [];
	const endChanges = change(runId);
	for (let index = 0; index < stages; index++) {
		const event = index % 2 === 0 ? 'start' : 'done';
		const stage = ['alex', 'cass', 'codey-plan'][(index >> 1) % 3] ?? 'alex';
		stageMs.push((await run(['run', 'stage', stage, event])).cpuMs);
	}
	const changes = endChanges();
	await run(['run', 'finish', '--status', 'success']);
	return { runId, stageMs, changes };
}

const MOST_PASSES = 200;

/** Until nothing waits any more: an endpoint that fails half of the time needs several passes. */
async function flushAll(run: Command): Promise<void> {
	for (let pass = 0; pass < MOST_PASSES; pass++) {
		const { output } = await run(['telemetry', 'flush', '--json']);
		const { waiting, isBusy } = JSON.parse(output) as { readonly waiting: number; readonly isBusy: boolean };
		if (waiting === 0 && !isBusy) return;
	}
	throw new Error(`events still wait after ${MOST_PASSES} passes`);
}

/**
 * A day of use, as fast as it goes: pipelines run, somebody watches, and the endpoint fails half of the time. Whole
 * programs, a real database, a real server.
 */
export async function liveADay(plan: DayPlan): Promise<DayReport> {
	const { folder, command, runs, stagesOfRun, changesASecond } = plan;
	const project = join(folder, 'project');
	cpSync(demoProject, project, { recursive: true });
	const endpoint = await startHalfDeadEndpoint();
	const env = {
		PATH: process.env['PATH'] ?? '',
		HOME: folder,
		TMPDIR: folder,
		MURMUR8_TELEMETRY_URL: endpoint.url,
	};
	const databasePath = join(project, DATABASE_FILE);
	const claude = join(project, '.claude');
	// `telemetry flush` ends with 1 while events wait.
	const run: Command = (args) => timeProcess([...command, ...args], { cwd: project, env, expected: [0, 1] });
	const finished: string[] = [];
	const stageMs: number[] = [];
	const referenceMs: number[] = [];
	const watch: WatchLoad[] = [];
	const databaseBytes: number[] = [];
	const largestFiles = new Map<string, number>();
	let [changes, changingMs] = [0, 0];
	const noteFiles = () => {
		let ofDatabase = 0;
		for (const name of readdirSync(claude)) {
			const size = statSync(join(claude, name), { throwIfNoEntry: false })?.size ?? 0;
			largestFiles.set(name, Math.max(size, largestFiles.get(name) ?? 0));
			if (name.startsWith('murmur8.db')) ofDatabase += size;
		}
		databaseBytes.push(ofDatabase);
	};
	const looking = plan.watch ?? { command: [...command, 'watch'], env: {} };
	const terminal = startTerminal({ command: looking.command, cwd: project, env: { ...env, ...looking.env } });
	try {
		for (let index = 0; index < runs; index++) {
			const lived = await liveARun(run, stagesOfRun, (runId) => startChanging(databasePath, runId, changesASecond));
			finished.push(lived.runId);
			changes += lived.changes.count;
			changingMs += lived.changes.tookMs;
			stageMs.push(...lived.stageMs);
			if (plan.reference) referenceMs.push((await timeProcess(plan.reference, { cwd: project, env })).cpuMs);
			noteFiles();
			// It has come to its work, before what it holds is looked at.
			await terminal.waitFor('user-auth');
			const load = loadOf(terminal.pid);
			if (load) watch.push(load);
		}
		const screen = await terminal.waitFor('user-auth');
		await flushAll(run);
		terminal.press('q');
		await terminal.exited;
		const { requests, refused } = endpoint.counts();
		return {
			accepted: endpoint.accepted,
			finished,
			changes,
			changingMs,
			requests,
			refused,
			stageMs,
			referenceMs,
			watch,
			largestFiles,
			databaseBytes,
			leftFiles: readdirSync(claude),
			screen,
		};
	} finally {
		terminal.close();
		endpoint.close();
	}
}
