import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { enqueueFailure, type Payload, retryQueue, retryQueueAsync } from '../../source/lib/index.ts';
import { temporaryFolder } from '../support/sandbox.ts';

const payload = (runId: string): Payload => ({ runId, run: { slug: runId } });
const idsIn = (path: string) =>
	(JSON.parse(readFileSync(path, 'utf8')) as Payload[]).map(({ runId, run }) => runId ?? run);

function queueOf(...ids: readonly string[]): string {
	const path = join(temporaryFolder(), 'queue.json');
	for (const id of ids) enqueueFailure(payload(id), path);
	return path;
}

type Retry = (path: string, sendFn: (payload: Payload) => unknown) => unknown;

const WAYS: readonly (readonly [name: string, retry: Retry])[] = [
	['retryQueue', retryQueue],
	['retryQueueAsync', (path, sendFn) => retryQueueAsync(path, async (entry) => sendFn(entry))],
];

describe.each(WAYS)('%s', (_, retry) => {
	test('hands over each entry, oldest first, and leaves an empty list when all went', async () => {
		const path = queueOf('a', 'b', 'c');
		const seen: unknown[] = [];
		expect(await retry(path, (entry) => seen.push(entry))).toEqual({ sent: 3, kept: 0 });
		expect(seen).toEqual(['a', 'b', 'c'].map(payload));
		expect(readFileSync(path, 'utf8')).toBe('[]');
	});

	test.each<[string, unknown]>([
		['false', false],
		['nothing', undefined],
		['a result that is not ok', { ok: false }],
	])('keeps entries for which the answer is %s', async (_answer, answer) => {
		const path = queueOf('a', 'b', 'c');
		expect(await retry(path, ({ runId }) => (runId === 'b' ? answer : { ok: true }))).toEqual({ sent: 2, kept: 1 });
		expect(idsIn(path)).toEqual(['b']);
	});

	test('keeps entries for which it throws', async () => {
		const path = queueOf('a', 'b');
		const fail = ({ runId }: Payload) => {
			if (runId === 'a') throw new Error('no network');
			return true;
		};
		expect(await retry(path, fail)).toEqual({ sent: 1, kept: 1 });
		expect(idsIn(path)).toEqual(['a']);
	});

	test('leaves the file alone when none went', async () => {
		const path = queueOf('a');
		writeFileSync(path, '[{"runId":"a"}]');
		expect(await retry(path, () => false)).toEqual({ sent: 0, kept: 1 });
		expect(readFileSync(path, 'utf8')).toBe('[{"runId":"a"}]');
	});

	test('loses nothing that is appended meanwhile', async () => {
		const path = queueOf('a', 'b');
		await retry(path, ({ runId }) => {
			enqueueFailure(payload(`after-${runId}`), path);
			return runId === 'a';
		});
		expect(idsIn(path)).toEqual(['b', 'after-a', 'after-b']);
	});

	test('takes out as many of the same event as went', async () => {
		const path = queueOf('a', 'a');
		let calls = 0;
		await retry(path, () => ++calls === 1);
		expect(idsIn(path)).toEqual(['a']);
	});

	test('tells entries without an id by their content, also when they are changed on the way', async () => {
		const path = join(temporaryFolder(), 'queue.json');
		writeFileSync(path, '[{"run":1},{"run":2},null]');
		await retry(path, (entry) => {
			if (entry === null) return false;
			const isSecond = (entry as { run: unknown }).run === 2;
			Object.assign(entry, { run: 3 });
			return isSecond;
		});
		expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual([{ run: 1 }, null]);
	});

	test('makes nothing where there is no queue', async () => {
		const folder = temporaryFolder();
		expect(await retry(join(folder, '.claude', 'queue.json'), () => true)).toEqual({ sent: 0, kept: 0 });
		expect(readdirSync(folder)).toEqual([]);
	});

	test('brings back no queue that was removed meanwhile', async () => {
		const path = queueOf('a');
		await retry(path, () => {
			rmSync(path);
			return true;
		});
		expect(readdirSync(join(path, '..'))).toEqual([]);
	});

	test('retries what is whole of a damaged file', async () => {
		const path = queueOf();
		writeFileSync(path, '[\n  {\n    "runId": "a"\n  },\n  {\n    "runId": "b"\n  },\n  {"run');
		expect(await retry(path, ({ runId }) => runId === 'a')).toEqual({ sent: 1, kept: 1 });
		expect(idsIn(path)).toEqual(['b']);
		expect(readdirSync(join(path, '..')).filter((name) => name.includes('.corrupt-'))).toHaveLength(1);
	});

	test('says what stands in the place of the queue', async () => {
		const path = join(temporaryFolder(), 'queue.json');
		mkdirSync(path);
		await expect((async () => retry(path, () => true))()).rejects.toThrow('queue.json is a directory, not a file');
	});
});

test('retryQueue takes no Promise for a success', () => {
	const path = queueOf('a', 'b');
	const answers = [true, Promise.reject(new Error('unheard'))];
	expect(() => retryQueue(path, () => answers.shift())).toThrow('use retryQueueAsync');
	expect(idsIn(path)).toEqual(['b']);
});

test('retryQueueAsync keeps entries whose Promise is rejected', async () => {
	const path = queueOf('a', 'b');
	const answer = await retryQueueAsync(path, ({ runId }) => (runId === 'a' ? Promise.reject(1) : Promise.resolve(1)));
	expect(answer).toEqual({ sent: 1, kept: 1 });
	expect(idsIn(path)).toEqual(['a']);
});
