import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { childProcess, net, os } from '../builtin.ts';
import { isDeno } from '../runtime.ts';

/** One end for a command to write to, the other to be read here. */
export interface NamedPipe {
	/** Descriptor for the command; closed here once it has it. */
	readonly writeEnd: number;
	readonly reader: Readable;
}

function openBoth(path: string): NamedPipe {
	// Without O_NONBLOCK the reading end waits for a writer, and the other way round.
	const readEnd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
	try {
		const writeEnd = openSync(path, 'w');
		return { writeEnd, reader: new (net().Socket)({ fd: readEnd, readable: true, writable: false }) };
	} catch (error) {
		closeSync(readEnd);
		throw error;
	}
}

/**
 * Pipes as a shell makes them. Those that Node makes for a command are sockets: nothing can open them again by name, so
 * that `echo … > /dev/stderr` fails, and two outputs can't be given one. The names are gone before this returns.
 * @returns undefined where there is none to be had; then Node's own must do
 */
export function makePipes(count: number): readonly NamedPipe[] | undefined {
	if (process.platform === 'win32' || isDeno()) return undefined;
	let folder: string | undefined;
	const pipes: NamedPipe[] = [];
	try {
		folder = mkdtempSync(`${os().tmpdir()}/murmur8-pipe-`);
		const paths = Array.from({ length: count }, (_, index) => `${folder}/${index}`);
		const { status } = childProcess().spawnSync('mkfifo', ['-m', '600', ...paths], { stdio: 'ignore' });
		if (status !== 0) return undefined;
		for (const path of paths) pipes.push(openBoth(path));
		return pipes;
	} catch {
		for (const { writeEnd, reader } of pipes) {
			closeSync(writeEnd);
			reader.destroy();
		}
		return undefined;
	} finally {
		if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
	}
}
