import { monotonicMs } from '../../adapters/clock.ts';
import { formatBytes } from '../../core/format.ts';

/** What is done sooner says so by being done. */
const QUIET_MS = 700;
const STEP_MS = 150;

export interface Progress {
	readonly advance: (bytes: number) => void;
	/** Takes the line away again. */
	readonly end: () => void;
}

const SILENT: Progress = { advance: () => {}, end: () => {} };

/**
 * How far reading is, on one line of a terminal.
 * @param total bytes that there are to be read
 */
export function createProgress(total: number, stream: NodeJS.WriteStream = process.stderr): Progress {
	if (!stream.isTTY || process.env['TERM'] === 'dumb') return SILENT;
	const startMs = monotonicMs();
	let [done, shownMs, isShown] = [0, startMs + QUIET_MS - STEP_MS, false];
	return {
		advance: (bytes) => {
			done += bytes;
			const now = monotonicMs();
			if (now - shownMs < STEP_MS) return;
			shownMs = now;
			isShown = true;
			const percent = Math.min(100, Math.floor((done / Math.max(1, total)) * 100));
			stream.write(`\rmurmur8: reading ${percent} % of ${formatBytes(total)}\u001B[K`);
		},
		end: () => {
			if (isShown) stream.write('\r\u001B[K');
		},
	};
}
