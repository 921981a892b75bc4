import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { RUNTIMES } from './runtimes.ts';

const [binary = ''] = RUNTIMES.find(({ name }) => name === 'binary')?.files ?? [];
export const ASSET = `murmur8-${process.platform}-${process.arch}`;

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** All of `from` become `to`, which is as long, where they stand. */
function replaceAll(bytes: Buffer, from: string, to: string): number {
	let count = 0;
	for (let at = bytes.indexOf(from); at >= 0; at = bytes.indexOf(from, at + 1)) {
		bytes.write(to, at, 'latin1');
		count++;
	}
	return count;
}

const { version: VERSION } = JSON.parse(
	readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8'),
) as { version: string };

export { VERSION };
/** Another release of as many letters: the last digit is another one. */
export const NEXT_VERSION = VERSION.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));

let built: Buffer | undefined;
const builtBinary = (): Buffer => {
	built ??= readFileSync(binary);
	return built;
};

/** The built binary, or the same of another version: its own name for itself is changed, in the source and in the code cache. */
function binaryOf(version: string): Buffer {
	const bytes = Buffer.from(builtBinary());
	if (version === VERSION) return bytes;
	const found = replaceAll(bytes, `="${VERSION}"`, `="${version}"`);
	replaceAll(bytes, `\0\0\0${VERSION}\0\0\0`, `\0\0\0${version}\0\0\0`);
	if (found === 0) throw new Error('the binary holds no version that could be changed');
	return bytes;
}

/** Answers as the program does to whoever installs it, and is small: for what does not depend on what is installed. */
export const standIn = (version: string): Buffer =>
	Buffer.from(`#!/bin/sh
case $1 in
--version) echo ${version} ;;
*) echo "$* of murmur8 ${version}" ;;
esac
`);

/** Writes a folder as `npm run binary` makes it. */
export function writeRelease(folder: string, version = VERSION, bytes = binaryOf(version)): string {
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, ASSET), bytes);
	chmodSync(join(folder, ASSET), 0o755);
	writeFileSync(join(folder, 'SHA256SUMS'), `${'0'.repeat(64)}  murmur8-win-x64.exe\n${sha256(bytes)}  ${ASSET}\n`);
	return folder;
}

/** What is answered to a path; 404 where it gives undefined. */
export type Answer = Uint8Array | ((response: ServerResponse) => void) | undefined;

/** A server of files for the time of a test. @returns its address, without a slash at the end */
export async function serveFiles(answerTo: (path: string) => Answer, host = '127.0.0.1'): Promise<string> {
	const server = createServer((request, response) => {
		const answer = answerTo(decodeURIComponent(request.url ?? '/'));
		if (typeof answer === 'function') answer(response);
		else if (answer) response.writeHead(200, { 'content-length': answer.byteLength }).end(answer);
		else response.writeHead(404).end();
	});
	await new Promise<void>((resolve) => server.listen(0, host, resolve));
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	return `http://${host}:${(server.address() as AddressInfo).port}`;
}
