import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startEndpoints } from './support/endpoints.ts';
import { noteFigure } from './support/figures.ts';
import { machine, today } from './support/machine.ts';
import { type Figures, measureInterleaved, type ProcessFigures, type Sample } from './support/measure.ts';
import { binary, buildReferences, bundle } from './support/references.ts';
import { type Row, renderMarkdown, writeTable } from './support/table.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '40' }, write: { type: 'boolean' } } });
const rounds = Number(values.rounds);

const demoProject = resolve(import.meta.dirname, '..', 'fixtures', 'demo-project');

interface Program {
	readonly name: string;
	readonly command: readonly string[];
	readonly reference: string;
}

function ratioRow(name: string, figures: ProcessFigures, reference: ProcessFigures, most: number): Row {
	const ratio = figures.cpuMs / reference.cpuMs;
	const limit = `≤ ${most} × processor time (is ${ratio.toFixed(2)} ×)`;
	return { name, figures, reference, limit, isWithin: ratio <= most };
}

function addedRow(name: string, figures: Figures, reference: Figures, most: Figures): Row {
	const median = figures.medianMs - reference.medianMs;
	const p95 = figures.p95Ms - reference.medianMs;
	return {
		name,
		figures,
		reference,
		limit: `≤ + ${most.medianMs} ms p50, + ${most.p95Ms} ms p95 (is + ${median.toFixed(1)}, + ${p95.toFixed(1)})`,
		isWithin: median <= most.medianMs && p95 <= most.p95Ms,
	};
}

/**
 * The rows of the summary: ratios by processor time, what somebody waits for by the clock. Of the endpoints the one at
 * which `run finish` takes longest.
 */
function note(
	prefix: '' | 'binary-',
	name: string,
	of: (name: string) => ProcessFigures,
	bare: ProcessFigures,
	endpoints: readonly { readonly name: string }[],
): void {
	const finishes = endpoints.map((endpoint) => of(`${name} run finish, ${endpoint.name} endpoint`));
	const most = (times: readonly number[]) => Math.max(...times);
	const [cpu, wall] = [`${bare.cpuMs.toFixed(1)} ms`, `${bare.medianMs.toFixed(1)} ms`];
	noteFigure({ id: `${prefix}version`, value: of(`${name} --version`).cpuMs / bare.cpuMs, reference: cpu });
	noteFigure({ id: `${prefix}stage`, value: of(`${name} run stage`).cpuMs / bare.cpuMs, reference: cpu });
	const added = {
		cpu: most(finishes.map(({ cpuMs }) => cpuMs)) - bare.cpuMs,
		p50: most(finishes.map(({ medianMs }) => medianMs)) - bare.medianMs,
		p95: most(finishes.map(({ p95Ms }) => p95Ms)) - bare.medianMs,
	};
	noteFigure({ id: `${prefix}finish-cpu`, value: added.cpu, reference: cpu });
	noteFigure({ id: `${prefix}finish-p50`, value: added.p50, reference: wall });
	noteFigure({ id: `${prefix}finish-p95`, value: added.p95, reference: wall });
}

/** Start-up and the `run` commands, each beside an empty program measured in the same rounds. */
async function benchCommands(rounds: number): Promise<readonly Row[]> {
	const { emptyModule, emptyExecutable } = await buildReferences();
	const base = mkdtempSync(join(tmpdir(), 'murmur8-bench-'));
	// A project a sample: what one leaves in its outbox must not give the next one's background process work.
	const newProject = (name: string) => {
		const folder = join(base, name.replaceAll(/\W+/g, '-'));
		cpSync(demoProject, folder, { recursive: true });
		return folder;
	};
	const cwd = newProject('start');
	const env = { PATH: process.env['PATH'] ?? '', HOME: base, TMPDIR: tmpdir() };
	const programs: readonly Program[] = [
		{ name: 'bundle', command: [process.execPath, bundle], reference: 'bare Node' },
		{ name: 'binary', command: [binary], reference: 'empty executable' },
	];
	const endpoints = await startEndpoints();
	const startRun = (cwd: string) => async () => {
		const runId = execFileSync(binary, ['run', 'start', 'user-auth'], { cwd, env, encoding: 'utf8' }).trim();
		execFileSync(binary, ['run', 'stage', 'alex', 'done'], { cwd, env });
		return { MURMUR8_RUN_ID: runId };
	};
	const references: readonly Sample[] = [
		{ name: 'bare Node', command: [process.execPath, emptyModule], cwd, env },
		{ name: 'empty executable', command: [emptyExecutable], cwd, env },
	];
	try {
		const starts = programs.flatMap(({ name, command }): Sample[] => [
			{ name: `${name} --version`, command: [...command, '--version'], cwd, env },
			{
				name: `${name} run stage`,
				before: startRun(cwd),
				command: [...command, 'run', 'stage', 'cass', 'start'],
				cwd,
				env,
			},
		]);
		const finishes = programs.flatMap(({ name, command }) =>
			endpoints.map((endpoint): Sample => {
				const sample = `${name} run finish, ${endpoint.name} endpoint`;
				const folder = newProject(sample);
				return {
					name: sample,
					before: startRun(folder),
					command: [...command, 'run', 'finish', '--status', 'success'],
					settleMs: 400,
					cwd: folder,
					env: { ...env, MURMUR8_TELEMETRY_URL: endpoint.url },
				};
			}),
		);
		const figures = await measureInterleaved([...references, ...starts, ...finishes], rounds);
		const of = (name: string) => figures.get(name) ?? { medianMs: Number.NaN, p95Ms: Number.NaN, cpuMs: Number.NaN };
		for (const { name, reference } of programs)
			note(name === 'binary' ? 'binary-' : '', name, of, of(reference), endpoints);
		return programs.flatMap(({ name, reference }) => [
			ratioRow(`${name} --version`, of(`${name} --version`), of(reference), 1.2),
			ratioRow(`${name} run stage`, of(`${name} run stage`), of(reference), 1.6),
			...endpoints.map((endpoint) => {
				const sample = `${name} run finish, ${endpoint.name} endpoint`;
				return addedRow(sample, of(sample), of(reference), { medianMs: 30, p95Ms: 40 });
			}),
		]);
	} finally {
		for (const { close } of endpoints) close();
		rmSync(base, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
	}
}

const rows = await benchCommands(rounds);
const table = renderMarkdown(rows, { machine, date: today, rounds });
console.log(table);
if (values.write) writeTable('commands', table);
// Endpoints that never answer keep background processes of the bench waiting; they end by themselves.
process.exit(0);
