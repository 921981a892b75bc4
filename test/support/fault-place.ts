import { execFileSync } from 'node:child_process';
import {
	chownSync,
	lstatSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { Finding } from '../../source/core/doctor/finding.ts';
import { type Portal, startPortal } from './portal.ts';
import type { Runtime } from './runtimes.ts';
import { type Result, runCommand, temporaryFolder } from './sandbox.ts';

/** What other programs left in the published files before; it must survive every fault byte for byte. */
export const FOREIGN_HISTORY = '[ {"slug":"theirs", "startedAt":"2026-01-01T00:00:00.000Z", "stages":{}} ]\n';

const NOBODY = 65_534;
export const isSuperuser = process.getuid?.() === 0;

/** A project in trouble, and the program that works in it. */
export interface FaultPlace {
	readonly root: string;
	readonly portal: Portal;
	readonly file: (...names: readonly string[]) => string;
	/** Put in front of the program's command line, as `ulimit` and another user are. */
	prefix: readonly string[];
	readonly run: (...args: readonly string[]) => Promise<Result>;
	readonly examine: () => Promise<readonly Finding[]>;
	/** Makes the project an ordinary user's, who runs the program from then on: modes do not bind the superuser. */
	readonly giveToUser: () => void;
	/** Undoes what would keep the folder from being removed. */
	readonly onEnd: (undo: () => void) => void;
}

/** Runs a command with one of the shell's limits. */
export const withLimit = (limit: string) => ['bash', '-c', `ulimit ${limit} && exec "$@"`, 'bash'] as const;

/** @param root an empty folder on the file system of the fault; one is made where it is not given */
export async function createFaultPlace(runtime: Runtime, root = temporaryFolder()): Promise<FaultPlace> {
	const portal = await startPortal();
	const home = temporaryFolder('murmur8-home-');
	mkdirSync(join(root, '.claude'), { recursive: true });
	writeFileSync(join(root, '.env'), `MURMUR8_TELEMETRY_URL=${portal.url}\nMURMUR8_TELEMETRY_KEY=${portal.key}\n`, {
		mode: 0o600,
	});
	const env = {
		PATH: process.env['PATH'] ?? '',
		HOME: home,
		TMPDIR: tmpdir(),
		DENO_DIR: join(tmpdir(), 'murmur8-test-deno'),
		// Everything is delivered and published before the end, so that nothing happens behind the test's back.
		CI: 'true',
	};
	const place: FaultPlace = {
		root,
		portal,
		file: (...names) => join(root, ...names),
		prefix: [],
		run: (...args) => runCommand([...place.prefix, ...runtime.command, ...args], { cwd: root, env, input: '' }),
		onEnd: (undo) => onTestFinished(undo),
		examine: async () => {
			const { stdout } = await place.run('doctor', '--json');
			return (JSON.parse(stdout) as { findings: readonly Finding[] }).findings;
		},
		giveToUser: () => {
			if (!isSuperuser) return;
			for (const path of [
				home,
				root,
				...readdirSync(root, { recursive: true }).map((name) => join(root, String(name))),
			])
				chownSync(path, NOBODY, NOBODY);
			place.prefix = [...place.prefix, 'setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
		},
	};
	return place;
}

const UUID_LINE = /^[0-9a-f-]{36}\n$/;

/** A whole run: each command ends with 0 and says nothing but the id. */
export async function expectRunUnharmed(place: FaultPlace): Promise<void> {
	const start = await place.run('run', 'start', 'user-auth');
	expect(start).toMatchObject({ exitCode: 0, stderr: '', stdout: expect.stringMatching(UUID_LINE) });
	for (const args of [
		['run', 'stage', 'alex', 'start'],
		['run', 'stage', 'alex', 'done'],
		['run', 'finish', '--status', 'success'],
	]) {
		expect(await place.run(...args), args.join(' ')).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
	}
}

/** Binds a socket to a path; the name stays when nobody listens any more. */
export async function makeSocket(path: string): Promise<void> {
	// The address of a socket has 108 bytes at most; its name may be moved.
	const folder = mkdtempSync('/tmp/m8-');
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(join(folder, 's'), resolve));
	execFileSync('cp', ['-a', join(folder, 's'), path]);
	await new Promise<void>((resolve) => server.close(() => resolve()));
	rmSync(folder, { recursive: true, force: true });
}

export interface MemoryDisk {
	readonly path: string;
	readonly makeReadOnly: () => void;
}

/** A small file system in memory of the test's own; undefined where none can be mounted. */
export function mountMemory(sizeBytes: number): MemoryDisk | undefined {
	if (!isSuperuser) return undefined;
	const path = mkdtempSync(join(tmpdir(), 'murmur8-disk-'));
	try {
		execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeBytes},mode=755`, 'murmur8-test', path], {
			stdio: 'ignore',
		});
	} catch {
		rmSync(path, { recursive: true });
		return undefined;
	}
	onTestFinished(() => {
		execFileSync('umount', ['-l', path]);
		rmSync(path, { recursive: true, force: true });
	});
	return { path, makeReadOnly: () => void execFileSync('mount', ['-o', 'remount,ro', path]) };
}

/** What a file is and holds, without opening what would hang. */
export function portrait(path: string): string {
	const found = lstatSync(path, { throwIfNoEntry: false });
	if (!found) return 'missing';
	return found.isFile() ? `file ${readFileSync(path, 'utf8')}` : `mode ${found.mode.toString(8)}`;
}
