import { BLOB_NAME, type Injected } from './injected.ts';

const MACHINES: Readonly<Record<number, string>> = { 62: 'x64', 183: 'arm64' };
const PT_NOTE = 4;

/** The blob is a note; its name is the blob's. */
function findNote(notes: Buffer): Buffer | undefined {
	for (let at = 0; at + 12 <= notes.length; ) {
		const nameBytes = notes.readUInt32LE(at);
		const bytes = notes.readUInt32LE(at + 4);
		const start = at + 12 + Math.ceil(nameBytes / 4) * 4;
		if (notes.toString('latin1', at + 12, at + 12 + nameBytes).startsWith(BLOB_NAME)) {
			return notes.subarray(start, start + bytes);
		}
		at = start + Math.ceil(bytes / 4) * 4;
	}
	return undefined;
}

export function readElf(file: Buffer): Injected & { readonly interpreter: string; readonly hasSymbols: boolean } {
	if (file.toString('latin1', 0, 4) !== '\x7fELF' || file[4] !== 2) throw new Error('no ELF file for 64 bits');
	let blob: Buffer | undefined;
	let interpreter = '';
	for (let index = 0; index < file.readUInt16LE(56); index++) {
		const at = Number(file.readBigUInt64LE(32)) + index * file.readUInt16LE(54);
		const start = Number(file.readBigUInt64LE(at + 8));
		const content = file.subarray(start, start + Number(file.readBigUInt64LE(at + 32)));
		if (file.readUInt32LE(at) === 3) interpreter = content.toString('latin1').replace(/\0+$/, '');
		if (file.readUInt32LE(at) === PT_NOTE) blob ??= findNote(content);
	}
	if (!blob) throw new Error(`no note ${BLOB_NAME}`);
	let hasSymbols = false;
	for (let index = 0; index < file.readUInt16LE(60); index++) {
		const at = Number(file.readBigUInt64LE(40)) + index * file.readUInt16LE(58);
		hasSymbols ||= file.readUInt32LE(at + 4) === 2;
	}
	return { machine: MACHINES[file.readUInt16LE(18)] ?? 'unknown', blob, interpreter, hasSymbols };
}
