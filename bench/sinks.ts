import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { SinkSettings } from '../source/core/settings/sinks.ts';
import { noteFigure } from './support/figures.ts';
import { machine, today } from './support/machine.ts';
import { type Figures, measureInterleaved, type Sample } from './support/measure.ts';
import { binary, bundle } from './support/references.ts';
import { writeTable } from './support/table.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '20' }, write: { type: 'boolean' } } });
const rounds = Number(values.rounds);

/** Nobody listens there, which takes a sink as long as it gives up. */
const DEAD = '127.0.0.1:9';
const SIX: readonly SinkSettings[] = [
	{ kind: 'json-file', path: 'runs.jsonl' },
	{ kind: 'stderr' },
	{ kind: 'otlp', endpoint: `http://${DEAD}` },
	{ kind: 'prometheus', textfile: 'murmur8.prom', pushgateway: `http://${DEAD}` },
	{ kind: 'statsd', endpoint: DEAD, tags: 'none' },
	{ kind: 'cloudwatch', namespace: 'murmur8', path: 'runs.emf' },
];
const MOST_MS = 10;

const demoProject = resolve(import.meta.dirname, '..', 'fixtures', 'demo-project');
const base = mkdtempSync(join(tmpdir(), 'murmur8-bench-'));
const env = { PATH: process.env['PATH'] ?? '', HOME: base, TMPDIR: tmpdir() };

/** A project of its own: what one leaves for its background process must not give another one's work. */
function finish(name: string, command: readonly string[], more: Readonly<Record<string, string>>): Sample {
	const cwd = join(base, name.replaceAll(/\W+/g, '-'));
	cpSync(demoProject, cwd, { recursive: true });
	return {
		name,
		before: async () => {
			const runId = execFileSync(binary, ['run', 'start', 'user-auth'], { cwd, env, encoding: 'utf8' }).trim();
			execFileSync(binary, ['run', 'stage', 'alex', 'done'], { cwd, env });
			return { MURMUR8_RUN_ID: runId };
		},
		command: [...command, 'run', 'finish', '--status', 'success'],
		settleMs: 400,
		cwd,
		env: { ...env, ...more },
	};
}

const PROGRAMS = [
	['bundle', [process.execPath, bundle]],
	['binary', [binary]],
] as const;

try {
	const samples = PROGRAMS.flatMap(([name, command]) => [
		finish(`${name}, no sink`, command, {}),
		finish(`${name}, six sinks`, command, { MURMUR8_TELEMETRY_SINKS: JSON.stringify(SIX) }),
	]);
	const figures = await measureInterleaved(samples, rounds);
	const of = (name: string): Figures => figures.get(name) ?? { medianMs: Number.NaN, p95Ms: Number.NaN };
	const addedTo = (name: string) => of(`${name}, six sinks`).medianMs - of(`${name}, no sink`).medianMs;
	noteFigure({ id: 'sinks-cost', value: Math.max(...PROGRAMS.map(([name]) => addedTo(name))) });
	const rows = PROGRAMS.map(([name]) => {
		const [none, six] = [of(`${name}, no sink`), of(`${name}, six sinks`)];
		const added = six.medianMs - none.medianMs;
		const cells = [name, none.medianMs.toFixed(1), six.medianMs.toFixed(1), added.toFixed(1)];
		return `| ${cells.join(' | ')} | ${added <= MOST_MS ? 'yes' : '**no**'} |`;
	});
	const table = [
		`\`node bench/sinks.ts --rounds ${rounds} --write\`, ${today}, ${machine}; whole processes, median milliseconds, interleaved; the six kinds, those over the network with nobody there; at most + ${MOST_MS} ms, and what is less than nothing is the noise of the machine.`,
		'',
		'| `run finish` | no sink | six sinks | + ms | within |',
		'|---|---|---|---|---|',
		...rows,
	].join('\n');
	console.log(table);
	if (values.write) writeTable('sinks', table);
} finally {
	rmSync(base, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}
