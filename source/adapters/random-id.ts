import { closeSync, openSync, readSync } from 'node:fs';
import { crypto } from './builtin.ts';

/** 16 bytes of the kernel's generator, where it is a file. */
function kernelBytes(): Buffer | undefined {
	try {
		const descriptor = openSync('/dev/urandom', 'r');
		try {
			const bytes = Buffer.alloc(16);
			return readSync(descriptor, bytes, 0, 16, null) === 16 ? bytes : undefined;
		} finally {
			closeSync(descriptor);
		}
	} catch {
		return undefined;
	}
}

/**
 * A UUID v4. Loading `node:crypto`, or touching the global `crypto`, costs a start 5 ms (measured on Node 26); reading
 * the same generator directly costs 0.04 ms, and every run begins with an id.
 */
export function randomUuid(): string {
	const bytes = kernelBytes();
	if (!bytes) return crypto().randomUUID();
	bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
	bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
	return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
