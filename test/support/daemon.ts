import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';

/** Where `scripts/install-test-tools.sh` puts what the system's own archive has in too old a release. */
const OWN_TOOLS = '/usr/local/lib/murmur8-test-tools';

/** A program of the system; where all tools are demanded, its absence is an error, else it is told. */
export function findTool(name: string, aptPackage: string): string | undefined {
	const folders = [OWN_TOOLS, ...(process.env['PATH'] ?? '').split(':')];
	const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
	if (found) return found;
	const message = `${name} is not there: scripts/install-test-tools.sh installs ${aptPackage}`;
	if (process.env['REQUIRE_TOOLS'] === '1') throw new Error(message);
	// biome-ignore lint/suspicious/noConsole: a test that is skipped for lack of a tool says so
	console.warn(`${message}; what needs it is skipped`);
	return undefined;
}

/** Whether something listens there. */
export function isListening(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1', () => resolve(socket.destroy().destroyed));
		socket.on('error', () => resolve(false));
	});
}

/** Starts a program for the time of the test, and waits until it is ready. */
export async function startDaemon(
	[file, ...args]: readonly [string, ...string[]],
	cwd: string,
	isReady: () => Promise<boolean>,
): Promise<ChildProcess> {
	const child = spawn(file, args, { cwd, stdio: 'ignore', env: { PATH: process.env['PATH'] ?? '' } });
	const ended = new Promise((resolve) => child.on('close', resolve));
	onTestFinished(async () => {
		child.kill('SIGKILL');
		await ended;
	});
	await vi.waitFor(
		async () => {
			if (child.exitCode !== null) throw new Error(`${file} has ended`);
			if (!(await isReady())) throw new Error(`${file} is not ready yet`);
		},
		{ timeout: 30_000, interval: 50 },
	);
	return child;
}
