import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { version } from '../../scripts/bundle.ts';
import { strippersOf } from '../../scripts/target-node.ts';
import { findBinary, targetNamed } from '../support/binaries.ts';
import { readElf } from '../support/executables/elf.ts';
import { BLOB_MAGIC, fusesIn, type Injected } from '../support/executables/injected.ts';
import { readInjectedMachO } from '../support/executables/mach-o.ts';
import { readPe } from '../support/executables/pe.ts';

const isOnPath = (program: string) =>
	(process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

function expectInjected(file: Buffer, { machine, blob }: Injected, arch: string): void {
	expect(machine).toBe(arch);
	expect(fusesIn(file)).toEqual(['1']);
	expect(blob.readUInt32LE(0)).toBe(BLOB_MAGIC);
	for (const part of [
		version,
		'globalThis.__murmur8Import("',
		'commands-history-show.mjs',
		'THIRD-PARTY-LICENSES.txt',
	]) {
		expect(blob.includes(part), part).toBe(true);
	}
	// What no code cache goes with is the same for every machine, and names no folder of the one that built it.
	expect(blob.includes('../murmur8.mjs')).toBe(true);
	expect(blob.includes(process.cwd())).toBe(false);
}

/** A test of a target's binary; where it was not built, it is skipped. */
const ofBinary = (name: string, check: (file: Buffer) => void) => {
	const path = findBinary(targetNamed(name));
	test.skipIf(path === undefined)(name, () => check(readFileSync(path ?? '')));
};

describe('Linux', () => {
	for (const [name, arch, interpreter] of [
		['linux-x64', 'x64', '/lib64/ld-linux-x86-64.so.2'],
		['linux-arm64', 'arm64', '/lib/ld-linux-aarch64.so.1'],
	] as const) {
		ofBinary(name, (file) => {
			const elf = readElf(file);
			expectInjected(file, elf, arch);
			expect(elf.interpreter).toBe(interpreter);
			// Where nothing takes them out, the build says so and leaves them.
			expect(elf.hasSymbols).toBe(!strippersOf(targetNamed(name)).some(isOnPath));
		});
	}
});

describe('Windows', () => {
	ofBinary('win-x64', (file) => {
		const pe = readPe(file);
		expectInjected(file, pe, 'x64');
		expect(pe.sections.map(({ name }) => name)).toEqual(expect.arrayContaining(['.text', '.rdata', '.rsrc']));
		// Node's own signature is not left behind, broken.
		expect(pe.certificates).toBe(0);
		const inFile = pe.sections.toSorted((one, other) => one.offset - other.offset);
		for (const [index, { name, offset, bytes }] of inFile.entries()) {
			expect(offset + bytes, name).toBeLessThanOrEqual(inFile[index + 1]?.offset ?? file.length);
		}
	});
});

/** What the kernel of macOS checks before it starts a program, and whenever it loads a page of it. */
function expectSigned(file: Buffer, { offset, content }: { offset: number; content: Buffer }): void {
	expect(content.readUInt32BE(0)).toBe(0xfade0cc0);
	expect(content.readUInt32BE(4)).toBe(content.length);
	const directory = content.subarray(content.readUInt32BE(16));
	expect(directory.readUInt32BE(0)).toBe(0xfade0c02);
	expect(directory.readUInt32BE(32)).toBe(offset);
	const identifierOffset = directory.readUInt32BE(20);
	expect(directory.toString('latin1', identifierOffset, identifierOffset + 8)).toBe('murmur8\0');
	const pages = Math.ceil(offset / 4096);
	expect(directory.readUInt32BE(28)).toBe(pages);
	const hashes = directory.subarray(directory.readUInt32BE(16));
	const expected = Array.from({ length: pages }, (_, page) =>
		sha256(file.subarray(page * 4096, Math.min(offset, (page + 1) * 4096))),
	);
	expect(hashes.equals(Buffer.concat(expected))).toBe(true);
}

describe('macOS', () => {
	for (const [name, arch] of [
		['darwin-arm64', 'arm64'],
		['darwin-x64', 'x64'],
	] as const) {
		ofBinary(name, (file) => {
			const machO = readInjectedMachO(file);
			expectInjected(file, machO, arch);
			const { segments, signature } = machO;
			expect(segments.map((segment) => segment.name)).toEqual([
				'__PAGEZERO',
				'__TEXT',
				'__DATA_CONST',
				'__DATA',
				'NODE_SEA',
				'__LINKEDIT',
			]);
			let nextAddress = 0;
			for (const { address, memoryBytes, bytes, offset, name: segment } of segments) {
				expect(address, segment).toBe(nextAddress);
				expect(offset % 4096, segment).toBe(0);
				expect(bytes === 0 || bytes <= memoryBytes, segment).toBe(true);
				nextAddress = address + memoryBytes;
			}
			const last = segments.at(-1);
			expect((last?.offset ?? 0) + (last?.bytes ?? 0)).toBe(file.length);
			if (!signature) throw new Error('not signed');
			expect(signature.offset + signature.content.length).toBe(file.length);
			expectSigned(file, signature);
		});
	}
});
