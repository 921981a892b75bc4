import { type HookInput, readHookInput } from '../../core/agents/hook-input.ts';

/** What a tool gave back comes along; more than this is not waited for. */
const MOST_BYTES = 32 * 1024 * 1024;
const LONGEST_WAIT_MS = 2_000;

/** The event on stdin; undefined where there is none, it is not whole in time, too large or something else. */
export async function readEvent(stdin: NodeJS.ReadStream): Promise<HookInput | undefined> {
	const chunks: Buffer[] = [];
	let size = 0;
	const timer = setTimeout(() => stdin.destroy(), LONGEST_WAIT_MS);
	try {
		for await (const chunk of stdin) {
			size += chunk.length;
			if (size > MOST_BYTES) return undefined;
			chunks.push(chunk as Buffer);
		}
		return readHookInput(JSON.parse(Buffer.concat(chunks).toString('utf8')));
	} catch {
		return undefined;
	} finally {
		clearTimeout(timer);
	}
}
