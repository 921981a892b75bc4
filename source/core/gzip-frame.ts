const LARGEST_BLOCK = 0xffff;
const HEADER = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff] as const;
const FRAME_OF_BLOCK = 5;
const TRAILER = 8;

let table: Uint32Array | undefined;

/** Remainders of every byte; made when the first frame is. */
function remainders(): Uint32Array {
	return Uint32Array.from({ length: 256 }, (_, byte) => {
		let remainder = byte;
		for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1;
		return remainder;
	});
}

function crc32(bytes: Uint8Array): number {
	table ??= remainders();
	let crc = 0xffffffff;
	for (let index = 0; index < bytes.length; index++) {
		crc = (crc >>> 8) ^ (table[(crc ^ (bytes[index] as number)) & 0xff] as number);
	}
	return ~crc >>> 0;
}

/**
 * Bytes as gzip, not compressed but in stored blocks (RFC 1951 section 3.2.4, RFC 1952). Every reader of gzip takes it,
 * and it needs no zlib, whose loading alone costs more than the rest of packing small files.
 */
export function gzipFrame(bytes: Uint8Array): Uint8Array {
	const blocks = Math.max(1, Math.ceil(bytes.length / LARGEST_BLOCK));
	const frame = new Uint8Array(HEADER.length + blocks * FRAME_OF_BLOCK + bytes.length + TRAILER);
	const view = new DataView(frame.buffer);
	frame.set(HEADER);
	let at = HEADER.length;
	for (let block = 0; block < blocks; block++) {
		const part = bytes.subarray(block * LARGEST_BLOCK, (block + 1) * LARGEST_BLOCK);
		frame[at] = block === blocks - 1 ? 1 : 0;
		view.setUint16(at + 1, part.length, true);
		view.setUint16(at + 3, ~part.length & 0xffff, true);
		frame.set(part, at + FRAME_OF_BLOCK);
		at += FRAME_OF_BLOCK + part.length;
	}
	view.setUint32(at, crc32(bytes), true);
	view.setUint32(at + 4, bytes.length, true);
	return frame;
}
