import { readFileSync, writeSync } from 'node:fs';
import { takeEnvironment } from '../adapters/environment.ts';
import type { Context } from './spec.ts';

const STDIN = 0;
const STDOUT = 1;
const STDERR = 2;

/**
 * `cmd | head -1` closes the pipe early; that is no error of ours.
 * @returns whether all of it was taken
 */
function writeAll(descriptor: number, bytes: Uint8Array): boolean {
	let offset = 0;
	while (offset < bytes.length) {
		try {
			offset += writeSync(descriptor, bytes, offset);
		} catch (error) {
			const { code } = error as NodeJS.ErrnoException;
			if (code === 'EPIPE') return false;
			// A pipe that another program made non-blocking is full: wait a moment for its reader.
			if (code !== 'EAGAIN') throw error;
			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
		}
	}
	return true;
}

const line = (text: string) => Buffer.from(`${text}\n`);

/** The process as commands see it. Writing is synchronous: a command that has ended has printed. */
export function createContext(): Context {
	const environment = takeEnvironment();
	let isReaderGone = false;
	const warn = (text: string) => void writeAll(STDERR, line(text));
	const write = (bytes: Uint8Array) => {
		if (!writeAll(STDOUT, bytes)) isReaderGone = true;
	};
	return {
		cwd: process.cwd(),
		environment,
		print: (text) => write(line(text)),
		warn,
		debug: environment['MURMUR8_DEBUG'] === '1' ? (text) => warn(`murmur8: ${text}`) : () => {},
		write,
		readStdin: () => {
			try {
				return readFileSync(STDIN, 'utf8');
			} catch {
				return '';
			}
		},
		isReaderGone: () => isReaderGone,
	};
}
