import { spawn } from 'node:child_process';

export interface Sample {
	readonly name: string;
	/** Prepares one measurement; not timed. */
	readonly before?: () => Promise<Readonly<Record<string, string>> | undefined>;
	readonly command: readonly string[];
	/** How long what it leaves in the background is busy; the next measurement waits for it. */
	readonly settleMs?: number;
	readonly cwd: string;
	readonly env: Readonly<Record<string, string>>;
}

interface Times {
	readonly wallMs: number;
	/** User and system time: what else the machine does is left out. */
	readonly cpuMs: number;
}

/** Node tells no times of a child's processors; bash does, to the millisecond, as its last line. Its own start is not in it. */
const TIMED = `TIMEFORMAT=$'\\n%3R %3U %3S'; time "$@" >/dev/null`;

/** What one process took; throws if it fails. */
function timeOnce(sample: Sample, env: Readonly<Record<string, string>>): Promise<Times> {
	return new Promise((resolve, reject) => {
		const child = spawn('bash', ['-c', TIMED, 'bash', ...sample.command], {
			cwd: sample.cwd,
			env,
			stdio: ['ignore', 'ignore', 'pipe'],
		});
		let stderr = '';
		child.stderr.on('data', (chunk: Buffer) => {
			stderr += chunk.toString();
		});
		child.on('error', reject);
		child.on('close', (code) => {
			const [wall = 0, user = 0, system = 0] = (stderr.trimEnd().split('\n').at(-1) ?? '').split(' ').map(Number);
			if (code === 0) resolve({ wallMs: wall * 1_000, cpuMs: (user + system) * 1_000 });
			else reject(new Error(`${sample.name} ended with ${code}: ${stderr}`));
		});
	});
}

export interface Figures {
	readonly medianMs: number;
	readonly p95Ms: number;
}

/** Of whole processes. */
export interface ProcessFigures extends Figures {
	/** Median of user and system time. */
	readonly cpuMs: number;
}

export function figuresOf(times: readonly number[]): Figures {
	const sorted = times.toSorted((one, other) => one - other);
	const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
	return { medianMs: at(0.5), p95Ms: at(0.95) };
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Another order each round, the same ones in each bench, so that no sample always follows the same other one. */
function shuffled<T>(items: readonly T[], round: number): readonly T[] {
	const order = [...items];
	let state = round + 1;
	for (let last = order.length - 1; last > 0; last--) {
		state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
		const chosen = state % (last + 1);
		[order[last], order[chosen]] = [order[chosen] as T, order[last] as T];
	}
	return order;
}

/**
 * Measures all samples in turns, so that what the machine does besides hits them all alike. The first round warms
 * caches and is not counted.
 */
export async function measureInterleaved(
	samples: readonly Sample[],
	rounds: number,
): Promise<ReadonlyMap<string, ProcessFigures>> {
	const times = new Map<string, Times[]>(samples.map(({ name }) => [name, []]));
	for (let round = 0; round <= rounds; round++) {
		for (const sample of shuffled(samples, round)) {
			const extra = await sample.before?.();
			const took = await timeOnce(sample, { ...sample.env, ...extra });
			await sleep(sample.settleMs ?? 0);
			if (round > 0) times.get(sample.name)?.push(took);
		}
	}
	const processFiguresOf = (list: readonly Times[]): ProcessFigures => ({
		...figuresOf(list.map(({ wallMs }) => wallMs)),
		cpuMs: figuresOf(list.map(({ cpuMs }) => cpuMs)).medianMs,
	});
	return new Map([...times].map(([name, list]) => [name, processFiguresOf(list)]));
}
