import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { machine, today } from './support/machine.ts';
import { measureInterleaved, type Sample } from './support/measure.ts';
import { bundle, emptyModule } from './support/references.ts';
import { type Measured, renderMeasured, writeTable } from './support/table.ts';

/**
 * What the parts of `run finish` cost a program that does nothing else: of what stands above bare Node, how much is
 * Node's own and would be paid by any program that records durably and hands on to a process in the background.
 */
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '20' }, write: { type: 'boolean' } } });
const rounds = Number(values.rounds);
const base = mkdtempSync(join(tmpdir(), 'murmur8-bench-'));
const cwd = join(base, 'project');

const LOAD = `const { spawn } = process.getBuiltinModule('node:child_process');`;
const CHILD = `'/bin/cat', [], `;
const DATABASE = `const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
const database = new DatabaseSync('part.db');
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE IF NOT EXISTS part (text TEXT)');
database.exec("BEGIN IMMEDIATE; INSERT INTO part VALUES ('a'); COMMIT");`;

/** Name → a program of a few lines. */
const PROGRAMS: Readonly<Record<string, string>> = {
	'a database opened, one durable transaction': DATABASE,
	'`node:child_process` loaded': LOAD,
	'… and a process started in the background': `${LOAD}
spawn(${CHILD}{ stdio: 'ignore', detached: true }).unref();`,
	'… and an order given to it': `${LOAD}
const child = spawn(${CHILD}{ stdio: ['pipe', 'ignore', 'ignore'], detached: true });
child.stdin.end('an order');
child.unref();`,
	'all of that': `${DATABASE}
${LOAD}
const child = spawn(${CHILD}{ stdio: ['pipe', 'ignore', 'ignore'], detached: true });
child.stdin.end('an order');
child.unref();`,
};
const BARE = 'bare Node';
const PARTS_OF_OURS: Readonly<Record<string, readonly string[]>> = {
	'`--version`: the entry': ['--version'],
	'`run stage`: one chunk, one durable transaction': ['run', 'stage', 'cass', 'start'],
	'`run finish`': ['run', 'finish', '--status', 'success'],
};

/** Collections of the young generation in a run, as V8 tells them. @returns how many, and their milliseconds */
function collections(args: readonly string[], env: Readonly<Record<string, string>>): string {
	const said = execFileSync(process.execPath, ['--trace-gc', bundle, ...args], { cwd, env, encoding: 'utf8' });
	const all = [...said.matchAll(/Scavenge.*?, ([\d.]+) \/ [\d.]+ ms/g)].map(([, ms]) => Number(ms));
	return `${all.length}, ${all.reduce((sum, one) => sum + one, 0).toFixed(1)} ms`;
}

try {
	cpSync(resolve(import.meta.dirname, '..', 'fixtures', 'demo-project'), cwd, { recursive: true });
	const env = {
		PATH: process.env['PATH'] ?? '',
		HOME: base,
		TMPDIR: base,
		MURMUR8_TELEMETRY_URL: 'http://127.0.0.1:9/',
	};
	const start = async () => {
		execFileSync(process.execPath, [bundle, 'run', 'start', 'user-auth'], { cwd, env });
		return undefined;
	};
	const samples: readonly Sample[] = [
		{ name: BARE, command: [process.execPath, emptyModule()], cwd, env },
		...Object.entries(PROGRAMS).map(([name, text], index): Sample => {
			const path = join(base, `part-${index}.mjs`);
			writeFileSync(path, text);
			return { name, command: [process.execPath, path], cwd, env };
		}),
		...Object.entries(PARTS_OF_OURS).map(
			([name, args]): Sample => ({
				name,
				...(args[0] === 'run' ? { before: start, settleMs: 300 } : {}),
				command: [process.execPath, bundle, ...args],
				cwd,
				env,
			}),
		),
	];
	const figures = await measureInterleaved(samples, rounds);
	const bare = figures.get(BARE)?.cpuMs ?? Number.NaN;
	const rows = samples.map(({ name }): Measured => {
		const cpuMs = figures.get(name)?.cpuMs ?? Number.NaN;
		const more = name === BARE ? '' : `, ${(cpuMs - bare).toFixed(1)} ms more`;
		return { name, figure: `${cpuMs.toFixed(1)} ms${more}`, limit: '', isWithin: true };
	});
	await start();
	const finish = PARTS_OF_OURS['`run finish`'] ?? [];
	rows.push({ name: '`run finish`: collections', figure: collections(finish, env), limit: '', isWithin: true });
	const table = renderMeasured(
		`\`node bench/parts.ts --rounds ${rounds} --write\`, ${today}, ${machine}; whole processes, processor time, medians, interleaved.`,
		rows,
	);
	console.log(table);
	if (values.write) writeTable('parts', table);
} finally {
	rmSync(base, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
