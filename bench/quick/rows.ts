import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { timeProcess } from '../../test/support/process-time.ts';
import { ciLog, denseLog, failingLog, successfulLog } from '../support/logs.ts';
import { recordLongHistory } from '../support/long-history.ts';
import { binary, bundle, emptyModule } from '../support/references.ts';
import { sanitise } from '../support/sanitised.ts';
import { Codeowners, TemplateMiner, TraceExtractor } from '../support/shipped.ts';
import { cpuTimed, hashBytes, inChunks } from '../support/timing.ts';
import type { Pair } from './judge.ts';

export interface QuickRow {
	readonly what: string;
	/** Measures it once, and its reference beside it. */
	readonly measure: () => Promise<Pair> | Pair;
}

const demoProject = resolve(import.meta.dirname, '..', '..', 'fixtures', 'demo-project');
const node = process.execPath;
const LOG_BYTES = 8_000_000;

/** Whole programs beside bare Node. */
function programRows(base: string): Readonly<Record<string, QuickRow>> {
	const project = (name: string, runs: number) => {
		const folder = join(base, name);
		cpSync(demoProject, folder, { recursive: true });
		if (runs > 0) recordLongHistory(folder, runs, Date.now());
		return folder;
	};
	const env = { PATH: process.env['PATH'] ?? '', HOME: base, TMPDIR: base };
	const few = project('few', 0);
	const thousand = project('thousand', 1_000);
	const many = project('many', 20_000);
	// Nobody answers there, and nothing of it is waited for.
	const sending = { ...env, MURMUR8_TELEMETRY_URL: 'http://127.0.0.1:9/' };
	const bare = async () => (await timeProcess([node, emptyModule()], { cwd: few, env })).cpuMs;
	const row = (
		what: string,
		command: readonly string[],
		cwd = few,
		variables = env,
		before?: () => Promise<unknown>,
	): QuickRow => ({
		what,
		measure: async () => {
			await before?.();
			return { own: (await timeProcess(command, { cwd, env: variables })).cpuMs, reference: await bare() };
		},
	});
	const start = (cwd: string) => () => timeProcess([node, bundle, 'run', 'start', 'user-auth'], { cwd, env });
	const finish = ['run', 'finish', '--status', 'success'];
	return {
		version: row('--version', [node, bundle, '--version']),
		'binary-version': row('--version of the binary', [binary, '--version']),
		help: row('--help', [node, bundle, '--help']),
		stage: row('run stage', [node, bundle, 'run', 'stage', 'cass', 'start'], few, env, start(few)),
		finish: row('run finish', [node, bundle, ...finish], few, sending, start(few)),
		'binary-finish': row('run finish of the binary', [binary, ...finish], few, sending, start(few)),
		'finish-20000': row('run finish, 20,000 runs', [node, bundle, ...finish], many, sending, start(many)),
		'history-1000': row('history --json, 1,000 runs', [node, bundle, 'history', '--json'], thousand),
		'history-20000': row('history --json, 20,000 runs', [node, bundle, 'history', '--json'], many),
		status: row('telemetry status', [node, bundle, 'telemetry', 'status', '--json'], thousand),
	};
}

/** Work over a log, beside reading its bytes. */
function logRow(what: string, log: Buffer, work: (log: Buffer) => unknown): QuickRow {
	return {
		what,
		measure: () => ({ own: cpuTimed(() => work(log)), reference: cpuTimed(() => hashBytes(log)) }),
	};
}

function failureRows(): Readonly<Record<string, QuickRow>> {
	const extract = (log: Buffer) => {
		const extractor = new TraceExtractor(() => {});
		inChunks(log, (chunk) => extractor.push(chunk));
		extractor.end();
	};
	const rules = Array.from(
		{ length: 1_000 },
		(_, index) => `/packages/part-${index % 97}/src/*-${index}.ts @team-${index % 13}`,
	);
	const codeowners = new Codeowners(rules.join('\n'));
	const paths = Array.from(
		{ length: 20_000 },
		(_, index) => `packages/part-${index % 131}/src/file-${index % 1_000}.ts`,
	);
	return {
		'sanitise-ci': logRow('sanitiser, CI log', ciLog(LOG_BYTES), sanitise),
		'sanitise-dense': logRow('sanitiser, a secret in every line', denseLog(LOG_BYTES), sanitise),
		traces: logRow('errors of failing jobs', failingLog(LOG_BYTES), extract),
		templates: logRow('templates of log lines', successfulLog(LOG_BYTES), (log) => new TemplateMiner().addLines(log)),
		codeowners: {
			what: 'CODEOWNERS, 1,000 rules',
			measure: () => ({
				own: cpuTimed(() => paths.map((path) => codeowners.ownersOf(path))),
				reference: cpuTimed(() => paths.map((path) => path.split('/'))),
			}),
		},
	};
}

/** All rows, with what they need on the disk until `close` is called. */
export function openQuickRows(): { readonly rows: Readonly<Record<string, QuickRow>>; readonly close: () => void } {
	const base = mkdtempSync(join(tmpdir(), 'murmur8-bench-quick-'));
	return {
		rows: { ...programRows(base), ...failureRows() },
		close: () => rmSync(base, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }),
	};
}
