import { endAs } from '../../adapters/command/end-as.ts';
import { handedDescriptors } from '../../adapters/command/started-with.ts';
import { wrapCommand } from '../../adapters/command/wrap-command.ts';
import { sinceProcessStartMs } from '../../adapters/runtime.ts';
import { statusOfEnd } from '../../core/command-end.ts';
import { toPrintableLine } from '../../core/text.ts';
import type { Context, Handler } from '../spec.ts';
import { findProject, loadSettings } from '../workplace.ts';
import { type ExecCall, readCall } from './exec-call.ts';
import type { Output } from './exec-log.ts';
import { begin, conclude, letGo } from './exec-record.ts';
import { isOptedIn } from './opt-in.ts';
import { createOutputTail } from './output-tail.ts';

/** Whether the output is to be kept: somebody opted in, and something of it may be. */
function isKept({ flags }: ExecCall, context: Context): boolean {
	// Who asked for it by a flag is told why there is none.
	const say = flags['log'] ? (text: string) => context.warn(`murmur8: ${text}`) : context.debug;
	try {
		const project = findProject(context);
		if (!flags['log'] && !isOptedIn(project, context)) return false;
		if (loadSettings(project, context.environment, flags).values.audience !== 'off') return true;
		say('audience is off: the output is not kept');
	} catch (error) {
		say(`the output is not kept: ${String(error)}`);
	}
	return false;
}

const TAPPED_WORDS = {
	nothing: 'murmur8: the output goes to a terminal, so it is not kept',
	part: 'murmur8: a part of the output goes to a terminal, so only the rest is kept; with 2>&1 | cat it is all',
} as const;

const LET_GO_AFTER_MS = 50;

/** Keeps nobody waiting: the command does that, as long as it runs. */
const pause = (ms: number) => new Promise<false>((resolve) => setTimeout(resolve, ms, false).unref());

/** Loaded once the command has ended: until then the machine is the command's. */
async function keep(output: Output, call: ExecCall, context: Context): Promise<void> {
	try {
		const { keepAndRead } = await import('./exec-log.ts');
		await keepAndRead(output, call, context);
	} catch (error) {
		context.debug(String(error));
	}
}

/** `run exec [slug] [--stage …] -- command…`: the command comes first, whatever becomes of its record. */
export const runExec: Handler = async (invocation, context) => {
	const call = readCall(invocation);
	const { cwd, environment } = context;
	const descriptors = handedDescriptors(environment);
	const begun = await begin(call, context);
	const { runId } = begun;
	const tail = runId !== undefined && isKept(call, context) ? createOutputTail() : undefined;
	const wrapped = wrapCommand(call.command, {
		cwd,
		descriptors,
		environment: runId === undefined ? environment : { ...environment, MURMUR8_RUN_ID: runId },
		tap: tail && ((chunk) => tail.push(chunk)),
	});
	// What has ended by then has its own end delivered, and everything that waits with it.
	const isShort = await Promise.race([wrapped.ended.then(() => true), pause(LET_GO_AFTER_MS)]);
	if (!isShort) letGo(begun, call, context);
	if (tail && call.flags['log'] && wrapped.tapped !== 'all') context.warn(TAPPED_WORDS[wrapped.tapped]);
	const end = await wrapped.ended;
	if (end.kind === 'not-started') context.warn(`murmur8: ${toPrintableLine(call.command[0] ?? '', 80)}: ${end.reason}`);
	if (runId !== undefined) {
		if (tail && wrapped.tapped !== 'nothing') {
			await keep({ tail, runId, isAll: wrapped.tapped === 'all' }, call, context);
		}
		// What keeping the log took is not delivery's.
		const countsFromMs = sinceProcessStartMs();
		const status = statusOfEnd(end, wrapped.isStopped());
		await conclude({ begun, runId, status, countsFromMs }, call, context);
	}
	wrapped.release();
	return endAs(end);
};
