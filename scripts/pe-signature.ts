import { readFileSync, writeFileSync } from 'node:fs';

/** Of the header's parts (Microsoft, "PE Format"): the offset of the signature `PE`, and places behind it. */
const HEADER_POINTER = 60;
const OPTIONAL_HEADER = 24;
const PE32_PLUS = 0x20b;
const CHECKSUM = OPTIONAL_HEADER + 64;
const CERTIFICATES = OPTIONAL_HEADER + 112 + 4 * 8;

/**
 * Takes the pointer to the signature of Node's makers out of a PE file: the injection cuts the signature off, and leaves
 * a pointer into the resources that stand in its place. Windows then calls the signature broken, and `signtool` refuses
 * the file. The checksum, which only drivers need, becomes that of a file without one.
 */
export function forgetSignature(path: string): void {
	const file = readFileSync(path);
	const header = file.readUInt32LE(HEADER_POINTER);
	if (file.toString('latin1', header, header + 4) !== 'PE\0\0') throw new Error('no PE file');
	if (file.readUInt16LE(header + OPTIONAL_HEADER) !== PE32_PLUS) throw new Error('no PE file for 64 bits');
	file.writeUInt32LE(0, header + CHECKSUM);
	file.writeBigUInt64LE(0n, header + CERTIFICATES);
	writeFileSync(path, file);
}
