import type { Injected } from './injected.ts';

const MACHINES: Readonly<Record<number, string>> = { 16777223: 'x64', 16777228: 'arm64' };
const LC_SEGMENT_64 = 0x19;
const LC_CODE_SIGNATURE = 0x1d;

interface Segment {
	readonly name: string;
	readonly address: number;
	readonly memoryBytes: number;
	readonly offset: number;
	readonly bytes: number;
	readonly sections: readonly { readonly name: string; readonly offset: number; readonly bytes: number }[];
}

function readSegment(file: Buffer, at: number): Segment {
	const word = (from: number) => Number(file.readBigUInt64LE(from));
	const text = (from: number) => file.toString('latin1', from, from + 16).replace(/\0+$/, '');
	return {
		name: text(at + 8),
		address: word(at + 24),
		memoryBytes: word(at + 32),
		offset: word(at + 40),
		bytes: word(at + 48),
		sections: Array.from({ length: file.readUInt32LE(at + 64) }, (_, index) => {
			const from = at + 72 + index * 80;
			return { name: text(from), offset: file.readUInt32LE(from + 48), bytes: word(from + 40) };
		}),
	};
}

export interface MachO {
	readonly machine: string;
	readonly segments: readonly Segment[];
	/** Behind the last segment's own data, if there is one. */
	readonly signature: { readonly offset: number; readonly content: Buffer } | undefined;
}

export function readMachO(file: Buffer): MachO {
	if (file.readUInt32LE(0) !== 0xfeedfacf) throw new Error('no Mach-O file for 64 bits');
	const segments: Segment[] = [];
	let signature: MachO['signature'];
	let at = 32;
	for (let left = file.readUInt32LE(16); left > 0; left--) {
		const command = file.readUInt32LE(at);
		if (command === LC_SEGMENT_64) segments.push(readSegment(file, at));
		if (command === LC_CODE_SIGNATURE) {
			const offset = file.readUInt32LE(at + 8);
			signature = { offset, content: file.subarray(offset, offset + file.readUInt32LE(at + 12)) };
		}
		at += file.readUInt32LE(at + 4);
	}
	if (at !== 32 + file.readUInt32LE(20)) throw new Error('the load commands do not end where the header says');
	return { machine: MACHINES[file.readUInt32LE(4)] ?? 'unknown', segments, signature };
}

/** The blob is a segment of its own. */
export function readInjectedMachO(file: Buffer): Injected & MachO {
	const read = readMachO(file);
	const section = read.segments.find(({ name }) => name === 'NODE_SEA')?.sections[0];
	if (section?.name !== '__NODE_SEA_BLOB') throw new Error('no section __NODE_SEA_BLOB');
	return { ...read, blob: file.subarray(section.offset, section.offset + section.bytes) };
}
