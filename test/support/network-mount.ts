import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './sandbox.ts';

const script = fileURLToPath(new URL('fuse-server.ts', import.meta.url));

function mayMount(): boolean {
	try {
		accessSync('/dev/fuse', constants.R_OK | constants.W_OK);
		return process.getuid?.() === 0;
	} catch {
		return false;
	}
}

/** Mounting takes the superuser and FUSE; elsewhere the same is tested at the edge where the file system is called. */
export const hasNetworkMounts = mayMount();
if (!hasNetworkMounts)
	process.stderr.write('no FUSE mounts here: network file systems are tested at their edge only\n');

/** A folder on a file system like a network mount's, without hard links and WAL; unmounted when the test has ended. */
export async function mountNetworkFolder(): Promise<string> {
	const place = temporaryFolder('murmur8-mount-');
	const behind = temporaryFolder('murmur8-behind-');
	const server = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, place, behind], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const exited = once(server, 'exit');
	onTestFinished(async () => {
		// Lazily: a process of the program may still have its working folder there.
		await once(spawn('umount', ['-l', place], { stdio: 'inherit' }), 'exit');
		server.kill('SIGKILL');
		await exited;
	});
	for await (const line of createInterface({ input: server.stdout })) if (line === 'mounted') return place;
	throw new Error('the file system could not be mounted');
}
