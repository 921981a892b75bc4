import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { signAdHoc } from '../../scripts/ad-hoc-signature.ts';
import { findTool } from '../support/daemon.ts';
import { readMachO } from '../support/executables/mach-o.ts';
import { temporaryFolder } from '../support/sandbox.ts';

const go = findTool('go', 'golang-go');

/** Where the load command of a segment is. */
function commandOf(file: Buffer, segment: string): number {
	const at = file.indexOf(Buffer.from(segment.padEnd(16, '\0'), 'latin1'));
	if (at < 8) throw new Error(`no ${segment}`);
	return at - 8;
}

/** Undoes what Go's linker did when it signed. */
function withoutSignature(signed: Buffer, offset: number): Buffer {
	const file = Buffer.from(signed.subarray(0, offset));
	const commandBytes = file.readUInt32LE(20) - 16;
	file.fill(0, 32 + commandBytes, 32 + commandBytes + 16);
	file.writeUInt32LE(file.readUInt32LE(16) - 1, 16);
	file.writeUInt32LE(commandBytes, 20);
	const last = commandOf(file, '__LINKEDIT');
	file.writeBigUInt64LE(BigInt(offset) - file.readBigUInt64LE(last + 40), last + 48);
	return file;
}

test.skipIf(go === undefined)('a signature is byte for byte what Go’s linker writes', () => {
	const folder = temporaryFolder();
	writeFileSync(join(folder, 'main.go'), 'package main\nfunc main() { println("hello") }\n');
	const env = { PATH: process.env['PATH'], HOME: folder, GOCACHE: join(folder, 'cache'), GO111MODULE: 'off' };
	execFileSync(go ?? '', ['build', '-o', 'a.out', 'main.go'], {
		cwd: folder,
		env: { ...env, GOOS: 'darwin', GOARCH: 'arm64' },
		stdio: 'pipe',
	});
	const byGo = readFileSync(join(folder, 'a.out'));
	const { signature } = readMachO(byGo);
	if (!signature) throw new Error('Go did not sign');

	const path = join(folder, 'unsigned');
	writeFileSync(path, withoutSignature(byGo, signature.offset));
	signAdHoc(path, 'a.out');
	const ours = readFileSync(path);

	// In memory, Go lets the last segment end inside of a page; that stands in the first page, whose checksum differs.
	const size = commandOf(byGo, '__LINKEDIT') + 32;
	expect(Number(ours.readBigUInt64LE(size)) - Number(byGo.readBigUInt64LE(size))).toBeLessThan(0x4000);
	expect(Number(ours.readBigUInt64LE(size)) % 0x4000).toBe(0);
	const firstChecksum = signature.offset + 20 + 88 + 'a.out\0'.length;
	for (const file of [byGo, ours]) {
		file.fill(0, size, size + 8);
		file.fill(0, firstChecksum, firstChecksum + 32);
	}
	expect(ours.equals(byGo)).toBe(true);
	expect(() => signAdHoc(path, 'a.out')).toThrow('it has a signature already');
});

test('what is no Mach-O file is not touched', () => {
	const path = join(temporaryFolder(), 'other');
	writeFileSync(path, Buffer.alloc(4096));
	expect(() => signAdHoc(path, 'murmur8')).toThrow('no Mach-O file');
	expect(readFileSync(path)).toEqual(Buffer.alloc(4096));
});
