/** What a single executable of Node is made of, as its own file format tells. */
export interface Injected {
	/** Of what processor it is, as the format says. */
	readonly machine: string;
	/** The blob that Node reads: code and assets. */
	readonly blob: Buffer;
}

/** Node looks for its blob only where this says 1. */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2:';

/** The digit behind each place where the fuse is. */
export function fusesIn(file: Buffer): readonly string[] {
	const found: string[] = [];
	for (let at = file.indexOf(FUSE); at >= 0; at = file.indexOf(FUSE, at + 1)) {
		found.push(file.toString('latin1', at + FUSE.length, at + FUSE.length + 1));
	}
	return found;
}

/** The first word of every blob, Node's `kMagic`. */
export const BLOB_MAGIC = 0x143da20;
export const BLOB_NAME = 'NODE_SEA_BLOB';
