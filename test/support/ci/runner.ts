import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';

export interface ShellResult {
	readonly exitCode: number | null;
	/** stdout and stderr as they came. */
	readonly log: string;
}

export interface Machine {
	/** Thrown away with everything on it by `end`. */
	readonly disk: string;
	readonly run: (
		command: readonly string[],
		options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
	) => Promise<ShellResult>;
	/** Kills what is still there of the job, and removes its disk. @returns how many processes that were */
	readonly end: () => number;
}

/** Whether a process is of this job, by what it inherited or by where it works; the runner's own ways. */
function isOfJob(pid: string, mark: string, disk: string): boolean {
	try {
		if (readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(mark)) return true;
		return `${readlinkSync(`/proc/${pid}/cwd`)}${sep}`.startsWith(disk + sep);
	} catch {
		// It has ended meanwhile, or is somebody else's.
		return false;
	}
}

/**
 * A machine that is there for one job, as hosted runners are.
 * @param place where the disk of one that has ended was; else a new place
 */
export function startMachine(place?: string): Machine {
	const disk = place ?? mkdtempSync(join(tmpdir(), 'murmur8-job-'));
	mkdirSync(disk, { recursive: true });
	const tracking = `github_${disk.slice(-6)}`;
	const run: Machine['run'] = ([file = '', ...args], { cwd, env }) =>
		new Promise((resolve, reject) => {
			const child = spawn(file, args, {
				cwd,
				env: { ...env, RUNNER_TRACKING_ID: tracking },
				stdio: ['ignore', 'pipe', 'pipe'],
			});
			const chunks: Buffer[] = [];
			for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
			child.on('error', reject);
			child.on('close', (exitCode) => resolve({ exitCode, log: Buffer.concat(chunks).toString('utf8') }));
		});
	const end = () => {
		const left = readdirSync('/proc').filter(
			(name) => /^\d+$/.test(name) && isOfJob(name, `RUNNER_TRACKING_ID=${tracking}`, disk),
		);
		for (const pid of left) {
			try {
				process.kill(Number(pid), 'SIGKILL');
			} catch {
				// It has ended meanwhile.
			}
		}
		rmSync(disk, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
		return left.length;
	};
	return { disk, run, end };
}
