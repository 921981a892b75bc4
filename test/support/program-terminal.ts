import { spawn } from '@lydell/node-pty';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import headless, { type Terminal } from '@xterm/headless';
import { processActivity } from './process-activity.ts';

export interface TerminalOptions {
	readonly command: readonly string[];
	readonly cwd: string;
	/** All of it: nothing comes from this process, whose CI and colour variables would change what is drawn. */
	readonly env: Readonly<Record<string, string>>;
	readonly columns?: number;
	readonly rows?: number;
	/** Environment of the terminal itself; undefined takes a variable away. */
	readonly terminal?: Readonly<Record<string, string | undefined>>;
}

export interface Exit {
	readonly exitCode: number;
	readonly signal: number | undefined;
}

/** A program in a pseudo-terminal, seen as a person sees it. */
export interface ProgramTerminal {
	/** What is on the screen, line by line, blanks at line ends left out. */
	readonly lines: () => readonly string[];
	readonly text: () => string;
	/** Everything that the program wrote, control sequences and all. */
	readonly output: () => string;
	readonly press: (keys: string) => void;
	readonly resize: (columns: number, rows: number) => void;
	/** Waits until the screen shows it. @throws with the screen, if it never does */
	readonly waitFor: (wanted: string | RegExp | ((text: string) => boolean)) => Promise<string>;
	/** The screen, once it has stopped changing and the program does nothing any more. */
	readonly settled: () => Promise<string>;
	readonly exited: Promise<Exit>;
	/** Takes the terminal away, as closing its window does. */
	readonly hangUp: () => void;
	/** Ends the program, if it still runs. */
	readonly close: () => void;
	readonly pid: number;
	/** The emulator: modes, cursor, cells with their colours. */
	readonly emulator: Terminal;
}

/** A bound against waiting for ever; nothing is timed by it. */
const PATIENCE_MS = 30_000;
const LOOK_MS = 10;
const SETTLED_LOOKS = 12;

function readLines({ buffer: { active } }: Terminal, rows: number): readonly string[] {
	return Array.from({ length: rows }, (_, row) => active.getLine(active.baseY + row)?.translateToString(true) ?? '');
}

const pause = () => new Promise((resolve) => setTimeout(resolve, LOOK_MS));

/** Starts a program in a terminal of its own. */
export function startTerminal(options: TerminalOptions): ProgramTerminal {
	const { columns = 100, rows = 30 } = options;
	const emulator = new headless.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 1_000 });
	emulator.loadAddon(new Unicode11Addon());
	emulator.unicode.activeVersion = '11';
	const [file = '', ...args] = options.command;
	const given = { LANG: 'C.UTF-8', TERM: 'xterm-256color', ...options.env, ...options.terminal };
	const env = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Record<
		string,
		string
	>;
	const pty = spawn(file, args, { cols: columns, rows, cwd: options.cwd, env, name: env['TERM'] ?? 'dumb' });
	let output = '';
	let unparsed = 0;
	let isOver = false;
	pty.onData((data) => {
		output += data;
		unparsed++;
		emulator.write(data, () => unparsed--);
	});
	// What the terminal answers when it is asked (its kind, the cursor's place) goes back to the program.
	emulator.onData((answer) => {
		if (!isOver) pty.write(answer);
	});
	const exited = new Promise<Exit>((resolve) => {
		pty.onExit(({ exitCode, signal }) => {
			isOver = true;
			resolve({ exitCode, signal });
		});
	});
	const close = () => {
		if (!isOver) pty.kill('SIGKILL');
		emulator.dispose();
	};
	const lines = () => readLines(emulator, emulator.rows);
	const text = () => lines().join('\n');
	// The pseudo-terminal cuts frames into pieces; what a person sees is whole ones.
	const isInFrame = () => emulator.modes.synchronizedOutputMode && !isOver;
	async function waitFor(wanted: string | RegExp | ((text: string) => boolean)): Promise<string> {
		const isThere = (seen: string) =>
			typeof wanted === 'string' ? seen.includes(wanted) : wanted instanceof RegExp ? wanted.test(seen) : wanted(seen);
		for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += LOOK_MS) {
			const seen = text();
			if (!isInFrame() && isThere(seen)) return seen;
			if (isOver && unparsed === 0) break;
			await pause();
		}
		throw new Error(`never on the screen: ${wanted}\n${text()}\n${isOver ? 'the program has ended' : ''}`);
	}
	async function settled(): Promise<string> {
		let seen = text();
		let used = '';
		for (let equal = 0; equal < SETTLED_LOOKS; ) {
			await pause();
			const next = text();
			const activity = processActivity(pty.pid);
			const isSame = next === seen && activity.used === used && activity.isAtRest && unparsed === 0;
			equal = isSame ? equal + 1 : 0;
			seen = next;
			used = activity.used;
		}
		return seen;
	}
	return {
		lines,
		text,
		output: () => output,
		press: (keys) => pty.write(keys),
		resize: (newColumns, newRows) => {
			emulator.resize(newColumns, newRows);
			pty.resize(newColumns, newRows);
		},
		waitFor,
		settled,
		exited,
		// Closes our end of it; the types do not tell of it.
		hangUp: () => (pty as unknown as { destroy: () => void }).destroy(),
		close,
		pid: pty.pid,
		emulator,
	};
}
