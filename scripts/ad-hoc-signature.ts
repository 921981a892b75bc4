import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

/**
 * The signature that macOS demands of every program for Apple's own processors: a checksum of each page, signed by
 * nobody. Linkers write the same (lld, Go's); without it the kernel kills the program at its start. It says nothing about
 * who made it: for that, sign with an identity on a Mac, which replaces this one (docs/releasing.md).
 *
 * Structures: Apple's <mach-o/loader.h> (little endian) and <kern/cs_blobs.h> (big endian).
 */
const HEADER_BYTES = 32;
const LC_SEGMENT_64 = 0x19;
const LC_CODE_SIGNATURE = 0x1d;
const SIGNATURE_COMMAND_BYTES = 16;
const MAGIC_64 = 0xfeedfacf;

const SUPER_BLOB = 0xfade0cc0;
const CODE_DIRECTORY = 0xfade0c02;
const SUPER_BLOB_BYTES = 20;
const CODE_DIRECTORY_BYTES = 88;
const VERSION_WITH_EXECUTABLE_SEGMENT = 0x20400;
/** Signed by nobody, and by a linker: other tools replace it without being told to. */
const AD_HOC_BY_LINKER = 0x20002;
const SHA256 = 2;
const HASH_BYTES = 32;
const PAGE_BITS = 12;
const PAGE_BYTES = 1 << PAGE_BITS;
const IS_MAIN_BINARY = 1n;
/** Segments are loaded in pages of the largest processor. */
const SEGMENT_ALIGNMENT = 0x4000;

const roundUp = (value: number, to: number): number => Math.ceil(value / to) * to;

interface Segment {
	/** Of its load command in the file. */
	readonly commandOffset: number;
	readonly fileOffset: number;
	readonly fileBytes: number;
	/** Where its first section is in the file. */
	readonly firstSectionOffset: number | undefined;
}

function readSegments(file: Buffer): ReadonlyMap<string, Segment> {
	if (file.readUInt32LE(0) !== MAGIC_64) throw new Error('no Mach-O file for 64 bits');
	const segments = new Map<string, Segment>();
	let at = HEADER_BYTES;
	for (let left = file.readUInt32LE(16); left > 0; left--) {
		const command = file.readUInt32LE(at);
		if (command === LC_CODE_SIGNATURE) throw new Error('it has a signature already');
		if (command === LC_SEGMENT_64) {
			const name = file.toString('latin1', at + 8, at + 24).replace(/\0+$/, '');
			segments.set(name, {
				commandOffset: at,
				fileOffset: Number(file.readBigUInt64LE(at + 40)),
				fileBytes: Number(file.readBigUInt64LE(at + 48)),
				firstSectionOffset: file.readUInt32LE(at + 64) > 0 ? file.readUInt32LE(at + 72 + 48) : undefined,
			});
		}
		at += file.readUInt32LE(at + 4);
	}
	return segments;
}

function segmentOf(segments: ReadonlyMap<string, Segment>, name: string): Segment {
	const segment = segments.get(name);
	if (!segment) throw new Error(`no segment ${name}`);
	return segment;
}

/** Adds the load command, and lets the last segment reach over the signature. */
function announce(file: Buffer, segments: ReadonlyMap<string, Segment>, offset: number, bytes: number): void {
	const end = HEADER_BYTES + file.readUInt32LE(20);
	const room = file.subarray(end, segmentOf(segments, '__TEXT').firstSectionOffset);
	if (room.length < SIGNATURE_COMMAND_BYTES || room.subarray(0, SIGNATURE_COMMAND_BYTES).some((byte) => byte !== 0)) {
		throw new Error('no room for one more load command');
	}
	file.writeUInt32LE(LC_CODE_SIGNATURE, end);
	file.writeUInt32LE(SIGNATURE_COMMAND_BYTES, end + 4);
	file.writeUInt32LE(offset, end + 8);
	file.writeUInt32LE(bytes, end + 12);
	file.writeUInt32LE(file.readUInt32LE(16) + 1, 16);
	file.writeUInt32LE(file.readUInt32LE(20) + SIGNATURE_COMMAND_BYTES, 20);
	const { commandOffset, fileOffset } = segmentOf(segments, '__LINKEDIT');
	const fileBytes = offset + bytes - fileOffset;
	file.writeBigUInt64LE(BigInt(roundUp(fileBytes, SEGMENT_ALIGNMENT)), commandOffset + 32);
	file.writeBigUInt64LE(BigInt(fileBytes), commandOffset + 48);
}

function codeDirectory(code: Buffer, identifier: string, text: Segment): Buffer {
	const hashOffset = CODE_DIRECTORY_BYTES + identifier.length + 1;
	const pages = Math.ceil(code.length / PAGE_BYTES);
	const directory = Buffer.alloc(hashOffset + pages * HASH_BYTES);
	const words = [
		CODE_DIRECTORY,
		directory.length,
		VERSION_WITH_EXECUTABLE_SEGMENT,
		AD_HOC_BY_LINKER,
		hashOffset,
		CODE_DIRECTORY_BYTES,
		0,
		pages,
		code.length,
	];
	for (const [index, word] of words.entries()) directory.writeUInt32BE(word, index * 4);
	directory.set([HASH_BYTES, SHA256, 0, PAGE_BITS], 36);
	directory.writeBigUInt64BE(BigInt(text.fileOffset), 64);
	directory.writeBigUInt64BE(BigInt(text.fileBytes), 72);
	directory.writeBigUInt64BE(IS_MAIN_BINARY, 80);
	directory.write(identifier, CODE_DIRECTORY_BYTES, 'latin1');
	for (let page = 0; page < pages; page++) {
		const bytes = code.subarray(page * PAGE_BYTES, (page + 1) * PAGE_BYTES);
		createHash('sha256')
			.update(bytes)
			.digest()
			.copy(directory, hashOffset + page * HASH_BYTES);
	}
	return directory;
}

/** @param identifier ASCII */
export function signAdHoc(path: string, identifier: string): void {
	const unsigned = readFileSync(path);
	const segments = readSegments(unsigned);
	const { fileOffset, fileBytes } = segmentOf(segments, '__LINKEDIT');
	if (fileOffset + fileBytes !== unsigned.length) throw new Error('__LINKEDIT does not end where the file does');
	const code = Buffer.concat([unsigned, Buffer.alloc(roundUp(unsigned.length, 16) - unsigned.length)]);
	const text = segmentOf(segments, '__TEXT');
	const directoryBytes = codeDirectory(code, identifier, text).length;
	announce(code, segments, code.length, SUPER_BLOB_BYTES + directoryBytes);
	const head = Buffer.alloc(SUPER_BLOB_BYTES);
	for (const [index, word] of [SUPER_BLOB, SUPER_BLOB_BYTES + directoryBytes, 1, 0, SUPER_BLOB_BYTES].entries()) {
		head.writeUInt32BE(word, index * 4);
	}
	writeFileSync(path, Buffer.concat([code, head, codeDirectory(code, identifier, text)]));
}
