/** First argument of the process that delivers in the background; nobody types it. */
export const BACKGROUND_VERB = '__deliver';

/** What hooks of an agent's program call (docs/pipelines.md); people never type it, but it is written in their files. */
export const HOOK_VERB = 'hook';

/** How to start this program again, with more arguments behind. */
export interface SelfCommand {
	readonly file: string;
	readonly args: readonly string[];
}

/** Set by the single binary's build before anything else of the program runs. */
export const isSingleBinary = (): boolean => '__murmur8Import' in globalThis;

export const isDeno = (): boolean => 'Deno' in globalThis;

/** In the binary `execPath` is the program itself; Node needs the script, Deno its own verb as well. */
export function selfCommand(): SelfCommand {
	const file = process.execPath;
	if (isSingleBinary()) return { file, args: [] };
	const script = process.argv[1] ?? '';
	return isDeno() ? { file, args: ['run', '-A', script] } : { file, args: [script] };
}

/** Milliseconds since this process was started, by its own monotonic clock. */
export const sinceProcessStartMs = (): number => performance.now();
