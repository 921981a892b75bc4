import { generatedLogs } from '../../test/support/system-logs/labelled.ts';
import { ciLog, failingLog } from './logs.ts';
import { ownedPaths, ownerRules } from './owned-paths.ts';
import { watchPeak } from './peak-memory.ts';
import { Codeowners, createEngine, Sanitiser, TemplateMiner, TraceExtractor } from './shipped.ts';
import { cpuTimed, inChunks } from './timing.ts';

/** What work of one size took. */
export interface Sized {
	readonly cpuMs: number;
	/** By how much the peak of the memory rose. */
	readonly peakBytes: number;
}

/** Work of a size, step by step. Only the steps count, not what is made for them in between. */
type Work = (size: number) => Iterable<() => unknown>;

const MEGABYTE = 1_000_000;
const LOOK_UPS = 100_000;

export const SIZED_WORK = {
	*sanitise(megabytes) {
		const sanitiser = new Sanitiser(createEngine(), () => {});
		const part = ciLog(MEGABYTE);
		for (let index = 0; index < megabytes; index++) yield () => inChunks(part, (chunk) => sanitiser.push(chunk));
		yield () => sanitiser.end();
	},
	*traces(megabytes) {
		const extractor = new TraceExtractor(() => {});
		const part = failingLog(MEGABYTE);
		for (let index = 0; index < megabytes; index++) yield () => inChunks(part, (chunk) => extractor.push(chunk));
		yield () => extractor.end();
	},
	*templates(megabytes) {
		const miner = new TemplateMiner();
		for (let index = 0; index < megabytes; index++) {
			// Other lines in every part: what is held grows with what is new.
			const logs = generatedLogs(100 + index, 1_500).map(({ lines }) => Buffer.from(`${lines.join('\n')}\n`));
			const part = Buffer.concat(logs).subarray(0, MEGABYTE * Math.min(1, megabytes));
			yield () => miner.addLines(part);
		}
		yield () => miner.templates();
	},
	*owners(rules) {
		const text = ownerRules(rules);
		const paths = ownedPaths(5_000);
		let codeowners: InstanceType<typeof Codeowners> | undefined;
		yield () => {
			codeowners = new Codeowners(text);
		};
		yield () => {
			for (let index = 0; index < LOOK_UPS; index++) codeowners?.ownersOf(paths[index % paths.length] ?? '');
		};
	},
} as const satisfies Record<string, Work>;

/** `node sized-work.ts <what> <size>` prints a `Sized`: each size has a process of its own. */
if (import.meta.main) {
	const [name = '', size = ''] = process.argv.slice(2);
	const work: Work = SIZED_WORK[name as keyof typeof SIZED_WORK];
	const risen = watchPeak();
	let cpuMs = 0;
	for (const step of work(Number(size))) cpuMs += cpuTimed(step);
	const sized: Sized = { cpuMs, peakBytes: risen() };
	console.log(JSON.stringify(sized));
}
