import { readFileSync } from 'node:fs';
import { spawn } from '@lydell/node-pty';
import headless, { type Terminal } from '@xterm/headless';

export interface TimedTerminalOptions {
	readonly command: readonly string[];
	readonly cwd: string;
	/** All of it. */
	readonly env: Readonly<Record<string, string>>;
	readonly columns: number;
	readonly rows: number;
	/** Whether a terminal draws what arrives: then it counts when it is on the screen, and only if that is another one. */
	readonly isDrawn?: boolean;
}

/** A program in a real pseudo-terminal whose output is timed: as it arrives, or as it is seen. */
export interface TimedTerminal {
	/** Milliseconds from the start until the output had it. */
	readonly until: (wanted: RegExp) => Promise<number>;
	/** Forgets what was put out so far: what is waited for must be drawn from now on. */
	readonly forget: () => void;
	/** When the output had it, by the clock of `performance`. */
	readonly shownAt: (wanted: RegExp) => Promise<number>;
	/** Milliseconds from writing the keys to the last of what came for them; undefined where nothing did. */
	readonly press: (keys: string) => Promise<number | undefined>;
	/** Ends once nothing has been drawn for so long. */
	readonly quiet: (ms: number) => Promise<void>;
	/** Milliseconds of processor time so far, in all threads. */
	readonly processorMs: () => number;
	readonly residentBytes: () => number;
	/** How often something was drawn so far. */
	readonly draws: () => number;
	readonly close: () => Promise<void>;
}

const PATIENCE_MS = 60_000;
/** What is drawn for a key comes in one piece or a few; after this long there is no more of it. */
const BURST_MS = 50;
/** Longer than this nothing is drawn for a key at all. */
const NO_ANSWER_MS = 1_000;
const TICKS_A_SECOND = 100;
/** Ink begins each frame with it, so that the terminal shows it as a whole. */
const FRAME = '\u001B[?2026h';

/** What a person sees: the text of all lines. */
function screenOf({ buffer: { active }, rows }: Terminal): string {
	return Array.from({ length: rows }, (_, row) => active.getLine(active.baseY + row)?.translateToString(true)).join(
		'\n',
	);
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export function startTimedTerminal(options: TimedTerminalOptions): TimedTerminal {
	const { command, cwd, env, columns, rows, isDrawn = false } = options;
	const emulator = isDrawn ? new headless.Terminal({ cols: columns, rows, allowProposedApi: true }) : undefined;
	let shown = '';
	const [file = '', ...args] = command;
	const startedAt = performance.now();
	const pty = spawn(file, args, { cols: columns, rows, cwd, env: { TERM: 'xterm-256color', LANG: 'C.UTF-8', ...env } });
	let output = '';
	let lastAt = startedAt;
	let draws = 0;
	let isOver = false;
	let onOutput = () => {};
	pty.onData((data) => {
		if (emulator)
			emulator.write(data, () => {
				const seen = screenOf(emulator);
				if (seen !== shown) lastAt = performance.now();
				shown = seen;
			});
		else lastAt = performance.now();
		draws += data.split(FRAME).length - 1;
		// What was waited for stands in what came last.
		output = (output + data).slice(-200_000);
		onOutput();
	});
	const ended = new Promise<void>((resolve) => {
		pty.onExit(() => {
			isOver = true;
			resolve();
		});
	});
	const proc = (name: string) => readFileSync(`/proc/${pty.pid}/${name}`, 'utf8');

	function until(wanted: RegExp): Promise<number> {
		return new Promise((resolve, reject) => {
			const timer = setTimeout(() => reject(new Error(`never drawn: ${wanted}\n${output.slice(-4_000)}`)), PATIENCE_MS);
			onOutput = () => {
				if (!wanted.test(output)) return;
				onOutput = () => {};
				clearTimeout(timer);
				resolve(lastAt - startedAt);
			};
			onOutput();
		});
	}
	async function quiet(ms: number): Promise<void> {
		while (performance.now() - lastAt < ms) await pause(5);
	}
	async function press(keys: string): Promise<number | undefined> {
		const pressedAt = performance.now();
		pty.write(keys);
		while (lastAt < pressedAt) {
			if (performance.now() - pressedAt > NO_ANSWER_MS) return undefined;
			await pause(2);
		}
		await quiet(BURST_MS);
		return lastAt - pressedAt;
	}
	return {
		until,
		forget: () => {
			output = '';
		},
		shownAt: async (wanted) => startedAt + (await until(wanted)),
		press,
		quiet,
		processorMs: () => {
			// Behind the name, which may hold anything: state is the third field, utime and stime the 14th and 15th.
			const fields = proc('stat').split(') ').at(-1)?.split(' ') ?? [];
			return ((Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND) * 1_000;
		},
		residentBytes: () => Number(/^VmRSS:\s+(\d+)/m.exec(proc('status'))?.[1]) * 1_024,
		draws: () => draws,
		close: async () => {
			emulator?.dispose();
			if (!isOver) pty.kill('SIGKILL');
			await ended;
		},
	};
}
