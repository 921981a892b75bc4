/**
 * Another program in the same project, as the npm package works: it reads a published file, changes what it read and
 * writes it back with `writeFileSync`, without a lock. It says on stdout which of our events it drained.
 */
import { closeSync, constants, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { ForeignOrder } from './foreign-order.ts';

const order = JSON.parse(process.argv[2] ?? '') as ForeignOrder;
const historyFile = join(order.root, '.claude', 'pipeline-history.json');
const queueFile = join(order.root, '.claude', 'telemetry-failed.json');
let isDone = false;
process.stdin.on('end', () => {
	isDone = true;
});
process.stdin.resume();

interface Entry {
	readonly slug?: string;
	readonly runId?: string;
	readonly stages?: Record<string, unknown>;
	readonly run?: unknown;
}

function read(path: string): Entry[] | undefined {
	try {
		return JSON.parse(readFileSync(path, 'utf8')) as Entry[];
	} catch {
		return undefined;
	}
}

const write = (path: string, entries: readonly Entry[]) => writeFileSync(path, JSON.stringify(entries, null, 2));
/** What stands in the file right now, read without leaving the trace that reading leaves. */
function peek(path: string): readonly Entry[] {
	let descriptor: number | undefined;
	try {
		descriptor = openSync(path, constants.O_RDONLY | constants.O_NOATIME);
		return JSON.parse(readFileSync(descriptor, 'utf8')) as Entry[];
	} catch {
		return [];
	} finally {
		if (descriptor !== undefined) closeSync(descriptor);
	}
}

/** Writes the queue, and says what it writes over without having read it. */
function writeQueue(seen: readonly Entry[], entries: readonly Entry[]): void {
	const known = new Set(seen.map(({ runId }) => runId));
	const unseen = peek(queueFile).filter(({ runId }) => !known.has(runId));
	write(queueFile, entries);
	for (const { runId } of unseen) say(`overwrote ${runId}`);
}

const say = (line: string) => void writeSync(1, `${line}\n`);

/** Appends a run of its own, and updates a stage of the newest entry. */
function changeHistory(index: number): void {
	const entries = read(historyFile) ?? [];
	const stages = entries.at(-1)?.stages;
	if (stages) stages['alex'] = { ...(stages['alex'] as object), touched: index };
	const startedAt = new Date(Date.UTC(2026, 0, 1) + index).toISOString();
	entries.push({ slug: 'theirs', startedAt, stages: {} } as Entry);
	write(historyFile, entries);
	say(`wrote ${startedAt}`);
}

/** Sends what is queued and writes back the rest: those that the receiver did not take. */
async function drainQueue(): Promise<void> {
	const entries = read(queueFile);
	if (!entries || entries.length === 0) return;
	const rest: Entry[] = [];
	for (const entry of entries) {
		const response = await fetch(order.url, { method: 'POST', body: JSON.stringify(entry) }).catch(() => undefined);
		if (!response?.ok) rest.push(entry);
	}
	writeQueue(entries, rest);
	const kept = new Set(rest);
	for (const entry of entries) if (!kept.has(entry)) say(`drained ${entry.runId}`);
}

/** Adds an event of its own that it could not send. */
function addToQueue(index: number): void {
	const startedAt = new Date(Date.UTC(2026, 0, 2) + index).toISOString();
	const run = { slug: 'theirs', status: 'success', startedAt, completedAt: startedAt, totalDurationMs: 0, stages: {} };
	const entries = read(queueFile) ?? [];
	writeQueue(entries, [...entries, { runId: `theirs-${index}`, run }]);
}

for (let index = 0; !isDone; index++) {
	if (order.changes.includes('history')) changeHistory(index);
	if (order.changes.includes('clear') && index % 40 === 39) write(historyFile, []);
	if (order.changes.includes('add') && index % 10 === 9) addToQueue(index);
	if (order.changes.includes('drain')) await drainQueue();
	if (index === 3) say('writing');
	await new Promise((resolve) => setTimeout(resolve, 10));
}
