import { spawn } from 'node:child_process';
import { selfCommand } from '../adapters/runtime.ts';

export interface ProgramResult {
	readonly exitCode: number;
	readonly stdout: string;
	readonly stderr: string;
}

/** Runs this very program as a pipeline would: as a command, in a project, with an environment. */
export function runProgram(
	args: readonly string[],
	folder: string,
	environment: Readonly<Record<string, string>>,
): Promise<ProgramResult> {
	const { file, args: own } = selfCommand();
	return new Promise((resolve, reject) => {
		const child = spawn(file, [...own, ...args], { cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
		let stdout = '';
		let stderr = '';
		child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
			stdout += chunk;
		});
		child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
			stderr += chunk;
		});
		child.on('error', reject);
		child.on('close', (code) => resolve({ exitCode: code ?? 1, stdout, stderr }));
	});
}
