import { appendFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Loaded before the program that is measured: time passes `BENCH_TIME_FACTOR` times as fast for it, and what it holds
 * after a collection is written to `BENCH_MEMORY_FILE` every second of real time, a JSON document a line.
 */
const factor = Number(process.env['BENCH_TIME_FACTOR'] ?? 1);
const memoryFile = process.env['BENCH_MEMORY_FILE'];
const [realNow, realPerformanceNow] = [Date.now, performance.now.bind(performance)];
const [realTimeout, realInterval] = [setTimeout, setInterval];
const [startMs, startAt] = [realNow(), realPerformanceNow()];

Date.now = () => Math.round(startMs + (realPerformanceNow() - startAt) * factor);
performance.now = () => startAt + (realPerformanceNow() - startAt) * factor;
const faster =
	<Args extends unknown[], T>(real: (work: (...args: Args) => void, ms?: number, ...args: Args) => T) =>
	(work: (...args: Args) => void, ms = 0, ...args: Args) =>
		real(work, ms / factor, ...args);
globalThis.setTimeout = faster(realTimeout) as typeof setTimeout;
globalThis.setInterval = faster(realInterval) as typeof setInterval;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
if (memoryFile !== undefined) {
	realInterval(() => {
		collect();
		const { heapUsed, rss } = process.memoryUsage();
		const measures = performance.getEntriesByType('measure').length;
		appendFileSync(memoryFile, `${JSON.stringify({ heapUsed, rss, measures })}\n`);
	}, 1_000).unref();
}
