import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { noteFigure } from './support/figures.ts';
import { machine, today } from './support/machine.ts';
import { binary, buildReferences, bundle } from './support/references.ts';
import { type Measured, renderMeasured, writeTable } from './support/table.ts';
import { median } from './support/timing.ts';

const { values } = parseArgs({
	options: { rounds: { type: 'string', default: '30' }, write: { type: 'boolean' } },
	strict: false,
});
const rounds = Number(values.rounds);

/** What wrapping may add to a command: the start of a runtime, and this. */
const MOST_ADDED_MS = 40;
/** What a background process of the last sample may still be at. */
const SETTLE_MS = 150;

interface Cost {
	/** Milliseconds from start to end, and of processors: its own, and of what it waited for. */
	readonly clockMs: number;
	readonly cpuMs: number;
}

/** The shell's own clock: Node has none for the processor time of what it starts. */
function measureOnce(command: readonly string[], cwd: string, env: Readonly<Record<string, string>>): Promise<Cost> {
	const script = 'TIMEFORMAT="%R %U %S"; time "$@" >/dev/null';
	return new Promise((done, fail) => {
		const child = spawn('bash', ['-c', script, 'bash', ...command], { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] });
		let text = '';
		child.stderr.on('data', (chunk: Buffer) => {
			text += chunk.toString();
		});
		child.on('error', fail);
		child.on('close', (code) => {
			const [clock = Number.NaN, user = Number.NaN, system = Number.NaN] = text.trim().split(' ').map(Number);
			if (code !== 0 || Number.isNaN(clock)) return fail(new Error(`${command.join(' ')}: ${code} ${text}`));
			done({ clockMs: clock * 1_000, cpuMs: (user + system) * 1_000 });
		});
	});
}

/** The least that a program in Node can do to wrap a command. */
const PLAIN_WRAPPER = `import { spawn } from 'node:child_process';
const [file, ...args] = process.argv.slice(2);
spawn(file, args, { stdio: 'inherit' }).on('exit', (code) => { process.exitCode = code ?? 1; });
`;

const { emptyModule, emptyExecutable } = await buildReferences();
const base = mkdtempSync(join(tmpdir(), 'murmur8-bench-'));
try {
	const cwd = join(base, 'project');
	cpSync(resolve(import.meta.dirname, '..', 'fixtures', 'demo-project'), cwd, { recursive: true });
	const wrapper = join(base, 'wrapper.mjs');
	writeFileSync(wrapper, PLAIN_WRAPPER);
	const env = { PATH: process.env['PATH'] ?? '', HOME: base, TMPDIR: tmpdir() };
	const exec = (program: readonly string[], ...flags: readonly string[]) => [
		...program,
		...['run', 'exec', 'user-auth', ...flags, '--', 'true'],
	];
	const node = [process.execPath, bundle];
	const samples: Readonly<Record<string, readonly string[]>> = {
		'the command alone': ['/bin/true'],
		'bare Node': [process.execPath, emptyModule],
		'an empty executable': [emptyExecutable],
		'a wrapper of three lines on Node': [process.execPath, wrapper, 'true'],
		bundle: exec(node),
		'bundle, output kept': exec(node, '--log'),
		binary: exec([binary]),
		'binary, output kept': exec([binary], '--log'),
	};
	const costs = new Map<string, Cost[]>(Object.keys(samples).map((name) => [name, []]));
	for (let round = 0; round <= rounds; round++) {
		for (const [name, command] of Object.entries(samples)) {
			const cost = await measureOnce(command, cwd, env);
			// The first round warms caches.
			if (round > 0) costs.get(name)?.push(cost);
			await new Promise((done) => setTimeout(done, name.startsWith('b') ? SETTLE_MS : 0));
		}
	}
	const of = (name: string, what: keyof Cost) => median((costs.get(name) ?? []).map((cost) => cost[what]));
	const rows = Object.keys(samples).map((name): Measured => {
		const [clockMs, cpuMs] = [of(name, 'clockMs'), of(name, 'cpuMs')];
		const figure = `${clockMs.toFixed(0)} ms, ${cpuMs.toFixed(0)} ms of a processor`;
		const reference = name.startsWith('bundle') ? 'bare Node' : 'an empty executable';
		if (!/^(?:bundle|binary)/.test(name)) return { name, figure, limit: '', isWithin: true };
		const added = (what: keyof Cost) => of(name, what) - of('the command alone', what) - of(reference, what);
		const words = `is + ${added('clockMs').toFixed(0)} ms, + ${added('cpuMs').toFixed(0)} ms of a processor`;
		if (name.endsWith('kept')) return { name, figure, limit: words, isWithin: true };
		const id = name === 'bundle' ? 'exec' : 'binary-exec';
		noteFigure({ id, value: added('cpuMs'), reference: `${of(reference, 'cpuMs').toFixed(0)} ms` });
		return {
			name,
			figure,
			limit: `≤ the command + ${reference} + ${MOST_ADDED_MS} ms (${words})`,
			isWithin: added('cpuMs') <= MOST_ADDED_MS,
		};
	});
	// Other programs on the machine make the clock go on, not a processor's time.
	const caption = `\`npm run bench -- --exec --rounds ${rounds} --write\`, ${today}, ${machine}; \`run exec … -- true\`, whole processes, medians, interleaved; held against the limit is the time of a processor, which threads at once add up.`;
	const table = renderMeasured(caption, rows);
	console.log(table);
	if (values.write) writeTable('exec', table);
} finally {
	rmSync(base, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
