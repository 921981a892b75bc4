import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Finding } from '../../source/core/doctor/finding.ts';
import { type Portal, startPortal } from './portal.ts';
import type { Runtime } from './runtimes.ts';
import { createSandbox, runCommand, type Sandbox } from './sandbox.ts';

/** A project that delivers to a portal, and what a person at its shell can change. */
export interface Patient {
	readonly sandbox: Sandbox;
	readonly portal: Portal;
	readonly dotenv: string;
	/** What the shell exports. */
	readonly env: Record<string, string>;
	cwd: string;
	readonly examine: () => Promise<{ readonly exitCode: number | null; readonly findings: readonly Finding[] }>;
	readonly writeDotenv: (lines: Readonly<Record<string, string>>) => void;
	/** A file below the project. */
	readonly file: (...names: readonly string[]) => string;
	/** Carries out a fix as a person would who reads it. */
	readonly apply: (fix: string) => Promise<void>;
	/** Runs a shell line with `murmur8` on the PATH. */
	readonly shell: (line: string) => Promise<void>;
}

const URL_VARIABLE = 'MURMUR8_TELEMETRY_URL';
const KEY_VARIABLE = 'MURMUR8_TELEMETRY_KEY';

/** A `murmur8` on the PATH that runs the program under test. */
function installShim({ home }: Sandbox, { command }: Runtime): string {
	const folder = join(home, 'bin');
	mkdirSync(folder);
	const words = command.map((word) => `'${word}'`).join(' ');
	writeFileSync(join(folder, 'murmur8'), `#!/bin/sh\nexec ${words} "$@"\n`);
	chmodSync(join(folder, 'murmur8'), 0o755);
	return folder;
}

function editLine(path: string, variable: string, edit: (value: string) => string | undefined): void {
	const lines = readFileSync(path, 'utf8').split('\n');
	const edited = lines.flatMap((line) => {
		if (!line.startsWith(`${variable}=`)) return [line];
		const value = edit(line.slice(variable.length + 1));
		return value === undefined ? [] : [`${variable}=${value}`];
	});
	writeFileSync(path, edited.join('\n'));
}

export async function createPatient(runtime: Runtime): Promise<Patient> {
	const portal = await startPortal();
	const sandbox = createSandbox(runtime);
	const shim = installShim(sandbox, runtime);
	const dotenv = join(sandbox.project, '.env');
	const env: Record<string, string> = { PATH: `${shim}:${process.env['PATH'] ?? ''}` };
	const keyFile = () => writeFileSync(join(patient.cwd, 'key.txt'), `${portal.key}\n`);

	/** The edits that fixes ask for: pattern and what a person does then. */
	const edits: readonly (readonly [RegExp, (...words: readonly string[]) => void | Promise<void>])[] = [
		[/^unset (\S+)$/, (name = '') => void delete env[name]],
		[/^export (\w+)=(\S+)$/, (name = '', value = '') => void Object.assign(env, { [name]: value })],
		[/^cd into the project/, () => void Object.assign(patient, { cwd: sandbox.project })],
		[
			/^write (\w+)=(\S+) into (\S+)$/,
			(name = '', value = '', path = '') => {
				const file = path.startsWith('/') ? path : join(patient.cwd, path);
				execFileSync('touch', [file]);
				editLine(file, name, () => undefined);
				writeFileSync(file, `${readFileSync(file, 'utf8')}${name}=${value}\n`);
			},
		],
		[/^remove the line (\w+)=… from/, (name = '') => editLine(dotenv, name, () => undefined)],
		[/^remove the quotes around (\w+)/, (name = '') => editLine(dotenv, name, (value) => value.slice(1, -1))],
		[/^put the value of (\w+) .* into double quotes/, (name = '') => editLine(dotenv, name, (value) => `"${value}"`)],
		[
			/^take name, password and @ out of (\w+)/,
			(name = '') => editLine(dotenv, name, (value) => value.replace(/\/\/.*@/, '//')),
		],
		[
			/^remove "(\w+)" from (\S+)/,
			(name = '', path = '') => {
				const file = join(patient.cwd, path);
				const { [name]: _old, ...others } = JSON.parse(readFileSync(file, 'utf8'));
				writeFileSync(file, JSON.stringify(others));
			},
		],
		[/^((?:murmur8|git|chmod|mv|rm|mkdir) .*)$/, async (line = '') => patient.shell(line)],
	];

	const patient: Patient = {
		sandbox,
		portal,
		dotenv,
		env,
		cwd: sandbox.project,
		examine: async () => {
			const { exitCode, stdout, stderr } = await sandbox.run(['doctor', '--json'], { env, cwd: patient.cwd });
			expect(stderr).toBe('');
			expect(stdout).not.toContain(portal.key);
			const { problems, findings } = JSON.parse(stdout) as { problems: number; findings: readonly Finding[] };
			expect(exitCode).toBe(problems === 0 ? 0 : 1);
			return { exitCode, findings };
		},
		writeDotenv: (lines) => {
			const given = { [URL_VARIABLE]: portal.url, [KEY_VARIABLE]: portal.key, ...lines };
			const text = Object.entries(given).map(([name, value]) => `${name}=${value}\n`);
			writeFileSync(dotenv, text.join(''), { mode: 0o600 });
		},
		file: (...names) => join(sandbox.project, ...names),
		shell: async (line) => {
			keyFile();
			const result = await runCommand(['sh', '-c', line], {
				cwd: patient.cwd,
				env: { ...sandbox.environment, ...env },
				input: '',
			});
			expect({ exitCode: result.exitCode, stderr: result.stderr }, line).toEqual({ exitCode: 0, stderr: '' });
		},
		apply: async (fix) => {
			for (const step of fix.replaceAll('https://host/path', portal.url).split(', then: ')) {
				const [pattern, act] = edits.find(([candidate]) => candidate.test(step)) ?? [];
				if (!pattern || !act) throw new Error(`nobody knows how to do this: ${step}`);
				await act(...(pattern.exec(step)?.slice(1) ?? []));
			}
		},
	};
	patient.writeDotenv({});
	return patient;
}
