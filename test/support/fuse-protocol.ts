/** The kernel's side of FUSE 7.31 as far as a plain folder needs it (linux/fuse.h); all numbers little-endian. */
import type { BigIntStats } from 'node:fs';

export const OPCODE = {
	lookup: 1,
	forget: 2,
	getattr: 3,
	setattr: 4,
	mkdir: 9,
	unlink: 10,
	rmdir: 11,
	rename: 12,
	link: 13,
	open: 14,
	read: 15,
	write: 16,
	statfs: 17,
	release: 18,
	fsync: 20,
	flush: 25,
	init: 26,
	opendir: 27,
	readdir: 28,
	releasedir: 29,
	fsyncdir: 30,
	create: 35,
	interrupt: 36,
	batchForget: 42,
	rename2: 45,
} as const;

export interface Request {
	readonly opcode: number;
	readonly unique: bigint;
	readonly node: number;
	readonly uid: number;
	readonly gid: number;
	readonly body: Buffer;
}

const HEADER_BYTES = 40;
const LARGEST_WRITE = 131_072;
/** The kernel hands over a request only if the largest one would fit. */
export const BUFFER_BYTES = LARGEST_WRITE + 4_096;

export function readRequest(bytes: Buffer): Request {
	return {
		opcode: bytes.readUInt32LE(4),
		unique: bytes.readBigUInt64LE(8),
		node: Number(bytes.readBigUInt64LE(16)),
		uid: bytes.readUInt32LE(24),
		gid: bytes.readUInt32LE(28),
		body: bytes.subarray(HEADER_BYTES, bytes.readUInt32LE(0)),
	};
}

/** The words of a body that end with NUL each. */
export const names = (body: Buffer): readonly string[] => body.toString('utf8').split('\0');

/** @param errno positive; 0 where it went well */
export function reply(unique: bigint, errno: number, body: Buffer = Buffer.alloc(0)): Buffer {
	const header = Buffer.alloc(16);
	header.writeUInt32LE(16 + body.length, 0);
	header.writeInt32LE(-errno, 4);
	header.writeBigUInt64LE(unique, 8);
	return Buffer.concat([header, body]);
}

export function initBody(): Buffer {
	const body = Buffer.alloc(64);
	const ATOMIC_TRUNCATE = 1 << 3;
	const BIG_WRITES = 1 << 5;
	for (const [offset, value] of [
		[0, 7],
		[4, 31],
		[8, LARGEST_WRITE],
		[12, ATOMIC_TRUNCATE | BIG_WRITES],
		[20, LARGEST_WRITE],
		[24, 1],
	] as const) {
		body.writeUInt32LE(value, offset);
	}
	return body;
}

const nanoseconds = (ns: bigint) => [ns / 1_000_000_000n, Number(ns % 1_000_000_000n)] as const;

function attributes(stat: BigIntStats): Buffer {
	const body = Buffer.alloc(88);
	const [atime, mtime, ctime] = [stat.atimeNs, stat.mtimeNs, stat.ctimeNs].map(nanoseconds);
	const wide = [stat.ino, stat.size, stat.blocks, atime?.[0], mtime?.[0], ctime?.[0]];
	for (const [index, value] of wide.entries()) body.writeBigUInt64LE(value ?? 0n, index * 8);
	const narrow = [atime?.[1], mtime?.[1], ctime?.[1], stat.mode, stat.nlink, stat.uid, stat.gid, 0n, 4_096n];
	for (const [index, value] of narrow.entries()) body.writeUInt32LE(Number(value ?? 0), 48 + index * 4);
	return body;
}

/** Nothing may be cached: several processes look at the folder behind it. */
export const attributeBody = (stat: BigIntStats): Buffer => Buffer.concat([Buffer.alloc(16), attributes(stat)]);

export function entryBody(node: number, stat: BigIntStats): Buffer {
	const body = Buffer.alloc(40);
	body.writeBigUInt64LE(BigInt(node), 0);
	body.writeBigUInt64LE(1n, 8);
	return Buffer.concat([body, attributes(stat)]);
}

/** Reads and writes go straight to the server, so the kernel has no pages that processes could share. */
const DIRECT_IO = 1;

export function openBody(handle: number): Buffer {
	const body = Buffer.alloc(16);
	body.writeBigUInt64LE(BigInt(handle), 0);
	body.writeUInt32LE(DIRECT_IO, 8);
	return body;
}

export function writtenBody(size: number): Buffer {
	const body = Buffer.alloc(8);
	body.writeUInt32LE(size, 0);
	return body;
}

export function statfsBody(): Buffer {
	const body = Buffer.alloc(80);
	for (let index = 0; index < 5; index++) body.writeBigUInt64LE(1_000_000n, index * 8);
	for (const [offset, value] of [
		[40, 4_096],
		[44, 255],
		[48, 4_096],
	] as const) {
		body.writeUInt32LE(value, offset);
	}
	return body;
}

/** Entries from number `first` on, as many as fit. */
export function directoryBody(entries: readonly string[], first: number, size: number): Buffer {
	const parts: Buffer[] = [];
	let used = 0;
	for (let index = first; index < entries.length; index++) {
		const name = Buffer.from(entries[index] ?? '');
		const part = Buffer.alloc(Math.ceil((24 + name.length) / 8) * 8);
		if (used + part.length > size) break;
		part.writeBigUInt64LE(BigInt(index + 1), 0);
		part.writeBigUInt64LE(BigInt(index + 1), 8);
		part.writeUInt32LE(name.length, 16);
		name.copy(part, 24);
		parts.push(part);
		used += part.length;
	}
	return Buffer.concat(parts);
}
