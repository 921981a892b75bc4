import type { SourceProblem } from '../../failures/sources/found-failure.ts';
import { zlib } from '../builtin.ts';

/** So much is unpacked in one go: at the highest ratio there is, 16 MiB come of it. */
const PIECE = 16_384;
/** A file that unpacks to more is not read on: it is a bomb, or should be cut. */
const MOST_UNPACKED = 16 * 1024 * 1024 * 1024;

export const isGzip = (first: Uint8Array): boolean => first[0] === 0x1f && first[1] === 0x8b && first[2] === 8;

const problemOf = (code: string | undefined): SourceProblem =>
	code === 'Z_BUF_ERROR'
		? { kind: 'cut-off', reason: 'gzip that ends too early; what came before counts' }
		: { kind: 'malformed', reason: 'broken gzip; what came before counts' };

/**
 * Unpacks gzip of one member or more. What was unpacked before a defect is given out, and the defect told.
 * @param chunks each is valid until the next one is asked for
 */
export async function* unpack(
	chunks: Iterable<Uint8Array>,
	onProblem: (problem: SourceProblem) => void,
): AsyncGenerator<Uint8Array, void> {
	const gunzip = zlib().createGunzip();
	let unpacked: Uint8Array[] = [];
	let error: NodeJS.ErrnoException | undefined;
	let total = 0;
	gunzip.on('data', (piece: Uint8Array) => unpacked.push(piece));
	const failed = new Promise<void>((resolve) => {
		gunzip.on('error', (reason) => {
			error = reason;
			resolve();
		});
	});
	const settled = (start: (done: () => void) => void) => Promise.race([failed, new Promise<void>(start)]);
	try {
		for (const chunk of chunks) {
			for (let from = 0; from < chunk.length && !error; from += PIECE) {
				// What is written is read behind the call, the chunk is not valid then.
				const piece = chunk.slice(from, from + PIECE);
				await settled((done) => void gunzip.write(piece, () => done()));
				for (const bytes of unpacked) total += bytes.length;
				yield* unpacked;
				unpacked = [];
				if (total > MOST_UNPACKED) {
					onProblem({ kind: 'too-large', reason: 'unpacks to more than 16 GiB; what came before counts' });
					return;
				}
			}
			if (error) break;
		}
		// What is missing at the end is known only when everything was given out.
		if (!error) await settled((done) => void gunzip.once('close', done).end());
		yield* unpacked;
		if (error) onProblem(problemOf(error.code));
	} finally {
		gunzip.destroy();
	}
}
