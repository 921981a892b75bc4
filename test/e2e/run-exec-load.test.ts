import { spawn } from 'node:child_process';
import { createHash, randomFillSync } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { processActivity } from '../support/process-activity.ts';
import { RUNTIMES, type Runtime } from '../support/runtimes.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';

const PIECE_BYTES = 1_000_000;
const PIECES = 100;
const KEPT_BYTES = 4 * 1024 * 1024;
/** What the runtime's own collecting of garbage may leave lying between two looks. */
const FLAT_KIB = 64 * 1024;

/** A megabyte of lines with a few values in them that are hidden, or of any bytes at all. */
const PIECE: Readonly<Record<string, () => Buffer>> = {
	text: () =>
		Buffer.from('ok 1234 tests/of/many things.test.ts bob@corp.example.com 10 ms\n'.repeat(20_000)).subarray(
			0,
			PIECE_BYTES,
		),
	binary: () => randomFillSync(Buffer.alloc(PIECE_BYTES)),
};

/** Writes the piece 100 times, and what its starter has used of memory at most, after a fifth and at the end. */
const SCRIPT = `peak() { grep VmHWM "/proc/$PPID/status" >&2; }
for i in $(seq 20); do cat piece; done; peak
for i in $(seq 80); do cat piece; done; peak; exit 9`;

function start(runtime: Runtime, { project, environment }: Sandbox, flags: readonly string[], script: string) {
	const [file, ...before] = runtime.command;
	const args = [...before, 'run', 'exec', 'a', ...flags, '--', 'bash', '-c', script];
	const child = spawn(file, args, { cwd: project, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
	onTestFinished(() => void child.kill('SIGKILL'));
	return child;
}

const peaks = (stderr: string) => [...stderr.matchAll(/VmHWM:\s+(\d+) kB/g)].map(([, size]) => Number(size));

const logSizes = ({ project }: Sandbox) => {
	const folder = join(project, 'artifacts', 'telemetry-optin');
	if (!existsSync(folder)) return [];
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => statSync(join(parentPath, name)).size);
};

const chosen = RUNTIMES.filter(({ name }) => name === 'Node 26' || name === 'binary');

describe.each(chosen)('100 MB of output through run exec on $name', (runtime) => {
	test.each([
		['text', []],
		['text', ['--log']],
		['binary', ['--log']],
	])('%s, %j: every byte, in flat memory, and a log of its end', async (kind, flags) => {
		const sandbox = createSandbox(runtime);
		const piece = PIECE[kind]?.() ?? Buffer.alloc(0);
		writeFileSync(join(sandbox.project, 'piece'), piece);
		const child = start(runtime, sandbox, flags, SCRIPT);
		const [seen, wanted] = [createHash('sha256'), createHash('sha256')];
		let stderr = '';
		child.stdout.on('data', (chunk: Buffer) => seen.update(chunk));
		child.stderr.on('data', (chunk: Buffer) => {
			stderr += chunk.toString();
		});
		const [exitCode] = (await once(child, 'close')) as [number | null];
		for (let index = 0; index < PIECES; index++) wanted.update(piece);
		expect(seen.digest('hex')).toBe(wanted.digest('hex'));
		expect(exitCode).toBe(9);
		const [early = 0, late = Number.POSITIVE_INFINITY] = peaks(stderr);
		expect(late - early).toBeLessThan(FLAT_KIB);
		const sizes = logSizes(sandbox);
		expect(sizes).toHaveLength(flags.length);
		// Stand-ins may be longer than what they stand for.
		for (const size of sizes) expect(size).toBeLessThan(KEPT_BYTES * 1.25);
	});
});

test('who reads nothing holds the command up, as without us', async () => {
	const [, node26] = RUNTIMES;
	if (!node26) throw new Error('no runtime');
	const sandbox = createSandbox(node26);
	const script = 'echo "$PPID $$" >&2; head -c 20000000 /dev/zero; touch written';
	const child = start(node26, sandbox, ['--log'], script);
	const [line] = (await once(child.stderr, 'data')) as [Buffer];
	const pids = line.toString().trim().split(' ').map(Number);
	// Full is what neither writes nor hands on any more.
	let last = '';
	let equal = 0;
	await vi.waitFor(
		() => {
			const now = pids.map((pid) => processActivity(pid));
			const used = now.map((one) => one.used).join();
			equal = used === last && now.every(({ isAtRest }) => isAtRest) ? equal + 1 : 0;
			last = used;
			if (equal < 20) throw new Error('still at work');
		},
		{ timeout: 20_000, interval: 10 },
	);
	expect(existsSync(join(sandbox.project, 'written'))).toBe(false);
	let count = 0;
	child.stdout.on('data', (chunk: Buffer) => {
		count += chunk.length;
	});
	await once(child, 'close');
	expect(count).toBe(20_000_000);
	expect(existsSync(join(sandbox.project, 'written'))).toBe(true);
});
