import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { machine, today } from './support/machine.ts';
import { measureInterleaved, type Sample } from './support/measure.ts';
import { bundle } from './support/references.ts';
import { writeTable } from './support/table.ts';

/**
 * `run stage` with a file in trouble, beside the usual one of the same rounds: `node bench/file-faults.ts [--write]`. A fault may
 * cost a pipeline 30 ms at most.
 */
const MOST_ADDED_MS = 30;
const { values } = parseArgs({
	options: { rounds: { type: 'string', default: '30' }, write: { type: 'boolean', default: false } },
});
const demoProject = resolve(import.meta.dirname, '..', 'fixtures', 'demo-project');
const base = mkdtempSync(join(tmpdir(), 'murmur8-bench-'));
const env = { PATH: process.env['PATH'] ?? '', HOME: base, TMPDIR: tmpdir(), CI: 'true' };
const program = [process.execPath, bundle];

interface Case {
	readonly name: string;
	readonly spoil: (claude: string) => void;
	readonly prefix?: readonly string[];
}

const inPlace = (file: string, make: (path: string) => void) => (claude: string) => {
	const path = join(claude, file);
	rmSync(path, { recursive: true, force: true });
	make(path);
};
const fifo = (path: string) => void execFileSync('mkfifo', [path]);
const directory = (path: string) => void mkdirSync(path);
const limited = (limit: string) => ['bash', '-c', `ulimit ${limit} && exec "$@"`, 'bash'];

const closeFolder = (claude: string) => chmodSync(claude, 0o555);

const CASES: readonly Case[] = [
	{ name: 'usual', spoil: () => {} },
	{ name: 'usual, through the shell', spoil: () => {}, prefix: limited('-c 0') },
	{ name: 'database: garbage', spoil: inPlace('murmur8.db', (path) => writeFileSync(path, 'x'.repeat(8_192))) },
	{ name: 'database: symlink', spoil: inPlace('murmur8.db', (path) => symlinkSync('/nowhere', path)) },
	{ name: 'database: FIFO', spoil: inPlace('murmur8.db', fifo) },
	{ name: 'database: directory', spoil: inPlace('murmur8.db', directory) },
	{ name: 'WAL: directory', spoil: inPlace('murmur8.db-wal', directory) },
	{ name: 'history: FIFO', spoil: inPlace('pipeline-history.json', fifo) },
	{ name: 'queue: directory', spoil: inPlace('telemetry-failed.json', directory) },
	{ name: 'settings: FIFO', spoil: inPlace('telemetry-config.json', fifo) },
	// Modes do not bind the superuser.
	...(process.getuid?.() === 0 ? [] : [{ name: 'folder: mode 0555', spoil: closeFolder }]),
	{ name: 'files of 0 bytes (full disk)', spoil: () => {}, prefix: limited('-f 0') },
	{ name: 'files of 32 KiB', spoil: () => {}, prefix: limited('-f 32') },
	{ name: '24 open files', spoil: () => {}, prefix: limited('-n 24') },
];

const COMMANDS = [
	['run', 'stage', 'alex', 'done'],
	['run', 'finish', '--status', 'success'],
] as const;

function sampleOf({ name, spoil, prefix = [] }: Case, words: readonly string[]): Sample {
	const cwd = join(base, `${name}-${words[1]}`.replaceAll(/\W+/g, '-'));
	return {
		name: `${name}: ${words.slice(0, 2).join(' ')}`,
		before: async () => {
			rmSync(cwd, { recursive: true, force: true });
			cpSync(demoProject, cwd, { recursive: true });
			execFileSync(program[0] ?? '', [...program.slice(1), 'run', 'start', 'user-auth'], { cwd, env });
			spoil(join(cwd, '.claude'));
			return undefined;
		},
		command: [...prefix, ...program, ...words],
		cwd,
		env,
	};
}

const table = [
	`\`node bench/file-faults.ts --rounds ${values.rounds} --write\`, ${today}, ${machine}; whole processes in CI mode, median milliseconds; + is over the usual file of the same rounds, and may be ${MOST_ADDED_MS}.`,
	'',
	'| File | command | ms | + ms | within |',
	'|---|---|---|---|---|',
];
try {
	for (const words of COMMANDS) {
		const samples = CASES.map((one) => sampleOf(one, words));
		const figures = await measureInterleaved(samples, Number(values.rounds));
		const of = (one: Case | undefined) => figures.get(one ? sampleOf(one, words).name : '')?.medianMs ?? Number.NaN;
		for (const one of CASES) {
			const addedMs = of(one) - of(CASES[one.prefix ? 1 : 0]);
			const cells = [one.name, words.slice(0, 2).join(' '), of(one).toFixed(1), addedMs.toFixed(1)];
			table.push(`| ${cells.join(' | ')} | ${addedMs <= MOST_ADDED_MS ? 'yes' : '**no**'} |`);
		}
	}
	console.log(table.join('\n'));
	if (values.write) writeTable('file faults', table.join('\n'));
} finally {
	rmSync(base, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
