import { BLOB_NAME, type Injected } from './injected.ts';

const MACHINES: Readonly<Record<number, string>> = { 34404: 'x64', 43620: 'arm64' };
const RCDATA = 10;
const HIGH_BIT = 0x80000000;

interface Section {
	readonly name: string;
	readonly address: number;
	readonly bytes: number;
	readonly offset: number;
}

function readSections(file: Buffer, header: number): readonly Section[] {
	const table = header + 24 + file.readUInt16LE(header + 20);
	return Array.from({ length: file.readUInt16LE(header + 6) }, (_, index) => {
		const at = table + index * 40;
		return {
			name: file.toString('latin1', at, at + 8).replace(/\0+$/, ''),
			address: file.readUInt32LE(at + 12),
			bytes: file.readUInt32LE(at + 16),
			offset: file.readUInt32LE(at + 20),
		};
	});
}

/** A folder of resources: by number, or by the name that an offset leads to. */
function entryOf(resources: Buffer, folder: number, wanted: number | string | undefined): number {
	const count = resources.readUInt16LE(folder + 12) + resources.readUInt16LE(folder + 14);
	for (let index = 0; index < count; index++) {
		const at = folder + 16 + index * 8;
		const key = resources.readUInt32LE(at);
		const named = (key & HIGH_BIT) !== 0 ? key & ~HIGH_BIT : undefined;
		const name =
			named === undefined
				? key
				: resources.toString('utf16le', named + 2, named + 2 + resources.readUInt16LE(named) * 2);
		if (wanted === undefined || name === wanted) return resources.readUInt32LE(at + 4) & ~HIGH_BIT;
	}
	throw new Error(`no resource ${wanted}`);
}

export interface Pe {
	readonly sections: readonly Section[];
	/** Where a signature is said to be; 0 where there is none. */
	readonly certificates: number;
}

/** The blob is a resource of raw data; its name is the blob's. */
export function readPe(file: Buffer): Injected & Pe {
	const header = file.readUInt32LE(60);
	if (file.toString('latin1', 0, 2) !== 'MZ' || file.toString('latin1', header, header + 4) !== 'PE\0\0') {
		throw new Error('no PE file');
	}
	const sections = readSections(file, header);
	const address = file.readUInt32LE(header + 24 + 112 + 2 * 8);
	const section = sections.find((one) => address >= one.address && address < one.address + one.bytes);
	if (!section) throw new Error('no resources');
	const resources = file.subarray(section.offset + address - section.address, section.offset + section.bytes);
	const name = entryOf(resources, entryOf(resources, 0, RCDATA), BLOB_NAME);
	const leaf = entryOf(resources, name, undefined);
	const start = resources.readUInt32LE(leaf) - address;
	const blob = resources.subarray(start, start + resources.readUInt32LE(leaf + 4));
	return {
		machine: MACHINES[file.readUInt16LE(header + 4)] ?? 'unknown',
		blob,
		sections,
		certificates: file.readUInt32LE(header + 24 + 112 + 4 * 8),
	};
}
