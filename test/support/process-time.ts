import { spawn } from 'node:child_process';

/** What a whole process took, in milliseconds. What it leaves in the background is not counted. */
export interface ProcessTime {
	/** User and system time of all its threads: what other programs on the machine do is left out. */
	readonly cpuMs: number;
	/** What it wrote to stdout. */
	readonly output: string;
}

export interface ProcessPlace {
	readonly cwd: string;
	readonly env: Readonly<Record<string, string>>;
	/** Exit codes that are no failure; 0 alone by default. */
	readonly expected?: readonly number[];
}

/** Node tells no times of a child's processors; bash does, to the millisecond, as its last line. */
const TIMED = `TIMEFORMAT=$'\\n%3U %3S'; time "$@" 2>/dev/null`;

/** Runs a program to its end. @throws where it fails */
export function timeProcess(command: readonly string[], place: ProcessPlace): Promise<ProcessTime> {
	const { cwd, env, expected = [0] } = place;
	return new Promise((resolve, reject) => {
		const child = spawn('bash', ['-c', TIMED, 'bash', ...command], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
		let output = '';
		let times = '';
		child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
			output += chunk;
		});
		child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
			times += chunk;
		});
		child.on('error', reject);
		child.on('close', (code) => {
			if (!expected.includes(code ?? -1)) return reject(new Error(`${command.join(' ')} ended with ${code}`));
			const [user = Number.NaN, system = Number.NaN] = (times.trimEnd().split('\n').at(-1) ?? '')
				.split(' ')
				.map(Number);
			resolve({ cpuMs: (user + system) * 1_000, output });
		});
	});
}
