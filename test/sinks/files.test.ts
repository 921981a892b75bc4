import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createCloudwatchSink } from '../../source/sinks/cloudwatch.ts';
import { createJsonFileSink } from '../../source/sinks/json-file.ts';
import { createStderrSink } from '../../source/sinks/stderr.ts';
import { startRawServer } from '../support/raw-server.ts';
import { temporaryFolder } from '../support/sandbox.ts';
import { scriptCommand, sourceModule } from '../support/script.ts';
import { batchOf, sampleSnapshot, tools } from './batch.ts';

const NOW_MS = 1_767_225_600_000;
const LIMIT = 8 * 1024 * 1024;
const remainingMs = () => 5_000;
const batch = batchOf([sampleSnapshot(NOW_MS)], 'on');

describe('json-file', () => {
	test('appends one document per line and run', async () => {
		const root = temporaryFolder();
		const sink = createJsonFileSink({ kind: 'json-file', path: 'deep/er/runs.jsonl' }, tools(root));
		for (let run = 0; run < 3; run++) await sink.deliver(await sink.render(batch), remainingMs);
		const path = join(root, 'deep/er/runs.jsonl');
		const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
		expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
			batch.run.value,
			batch.run.value,
			batch.run.value,
		]);
		expect(statSync(path).mode & 0o777).toBe(0o600);
	});

	test('makes room in one step before a line that would not fit', async () => {
		const root = temporaryFolder();
		const path = join(root, 'runs.jsonl');
		const [message] = await createJsonFileSink({ kind: 'json-file', path }, tools(root)).render(batch);
		const size = message?.body.length ?? 0;
		const sink = createJsonFileSink({ kind: 'json-file', path }, tools(root));
		writeFileSync(path, 'x'.repeat(LIMIT - size));
		await sink.deliver(await sink.render(batch), remainingMs);
		expect([statSync(path).size, existsSync(`${path}.1`)]).toEqual([LIMIT, false]);
		await sink.deliver(await sink.render(batch), remainingMs);
		expect([statSync(path).size, statSync(`${path}.1`).size]).toEqual([size, LIMIT]);
		expect(existsSync(`${path}.lock`)).toBe(false);
	});

	test('processes that rotate at once lose no line', () => {
		const root = temporaryFolder();
		const path = join(root, 'runs.jsonl');
		writeFileSync(path, `${'x'.repeat(LIMIT - 2_000)}\n`);
		const script = `
			const { appendToFile } = await import(${sourceModule('sinks/append-file.ts')});
			for (let index = 0; index < 50; index++) appendToFile(process.argv[1], Buffer.from(process.argv[2] + index + ' ' + 'y'.repeat(100) + '\\n'), Date.now());
		`;
		const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
		const lines = ['a', 'b', 'c'].map((name) => scriptCommand(script, path, name).map(quote).join(' '));
		expect(spawnSync('bash', ['-c', `${lines.map((line) => `${line} &`).join('\n')}\nwait`]).status).toBe(0);
		const all = [path, `${path}.1`].flatMap((file) => readFileSync(file, 'utf8').trimEnd().split('\n'));
		expect(all.filter((line) => /^[abc]\d+ y{100}$/.test(line))).toHaveLength(150);
	});

	test.each<[string, (path: string) => void]>([
		['a folder', (path) => mkdirSync(path)],
		['a FIFO', (path) => execFileSync('mkfifo', [path])],
		['a link', (path) => symlinkSync('/dev/null', path)],
	])('%s in its place is an error, and hangs nothing', async (_what, plant) => {
		const root = temporaryFolder();
		plant(join(root, 'out'));
		const sink = createJsonFileSink({ kind: 'json-file', path: 'out' }, tools(root));
		await expect(sink.deliver([...(await sink.render(batch))], remainingMs)).rejects.toThrow();
		await expect(sink.check(remainingMs)).rejects.toThrow();
	});
});

test('stderr prints one line per point, free of control sequences', async () => {
	const said: string[] = [];
	const sink = createStderrSink({ ...tools(), printError: (line) => said.push(line) });
	const hostile = { ...sampleSnapshot(NOW_MS) };
	const foreign = { name: '\u001B[31mred\nline', value: 1, labels: {}, timestampMs: 1, isForeign: true } as const;
	const { run } = batchOf([hostile], 'on');
	const value = { ...run.value, points: [...(run.value.points ?? []), foreign] };
	await sink.deliver(await sink.render({ run: { ...run, value }, totals: undefined }), remainingMs);
	expect(said).toHaveLength(hostile.points.length + 1);
	expect(said[0]).toBe('murmur8.run.total{status=failed} 1');
	expect(said).toContain('murmur8.stage.tokens{stage=alex,direction=input} 1200');
	expect(said.at(-1)).toBe('red line 1');
});

interface Document {
	readonly _aws: {
		readonly Timestamp: number;
		readonly CloudWatchMetrics: readonly {
			readonly Namespace: string;
			readonly Dimensions: readonly string[][];
			readonly Metrics: readonly { readonly Name: string; readonly Unit: string }[];
		}[];
	};
	readonly [member: string]: unknown;
}

/** The rules of the Embedded Metric Format, as CloudWatch states them. */
function checkDocument(document: Document): void {
	expect(Number.isSafeInteger(document._aws.Timestamp)).toBe(true);
	for (const { Namespace, Dimensions, Metrics } of document._aws.CloudWatchMetrics) {
		expect(Namespace).toBe('murmur8/test');
		expect(Metrics.length).toBeGreaterThan(0);
		expect(Metrics.length).toBeLessThanOrEqual(100);
		for (const name of Dimensions.flat()) expect(typeof document[name]).toBe('string');
		expect(Math.max(...Dimensions.map(({ length }) => length))).toBeLessThanOrEqual(30);
		for (const { Name, Unit } of Metrics) {
			expect(typeof document[Name]).toBe('number');
			expect(['Milliseconds', 'Count', 'None']).toContain(Unit);
		}
	}
}

describe('cloudwatch', () => {
	const settings = { kind: 'cloudwatch', namespace: 'murmur8/test' } as const;

	test('writes documents that hold every point once', async () => {
		const root = temporaryFolder();
		const sink = createCloudwatchSink({ ...settings, path: 'emf.log' }, tools(root));
		await sink.deliver(await sink.render(batch), remainingMs);
		const lines = readFileSync(join(root, 'emf.log'), 'utf8').trimEnd().split('\n');
		const documents = lines.map((line) => JSON.parse(line) as Document);
		for (const document of documents) checkDocument(document);
		const names = documents.flatMap(({ _aws }) =>
			_aws.CloudWatchMetrics.flatMap(({ Metrics }) => Metrics.map(({ Name }) => Name)),
		);
		expect(names.toSorted()).toEqual(
			sampleSnapshot(NOW_MS)
				.points.map(({ name }) => name)
				.toSorted(),
		);
		expect(documents.find(({ stage, direction }) => stage === 'alex' && direction === 'input')).toMatchObject({
			'murmur8.stage.tokens': 1_200,
		});
	});

	test('no document has more than a hundred metrics', async () => {
		const { points } = sampleSnapshot(NOW_MS);
		const plain = points.filter(({ labels }) => Object.keys(labels).length === 0);
		const many = {
			...sampleSnapshot(NOW_MS),
			points: Array.from({ length: 250 }, (_, index) => plain[index % plain.length] ?? plain[0]).flatMap(
				(point) => point ?? [],
			),
		};
		const sink = createCloudwatchSink({ ...settings, path: 'emf.log' }, tools());
		const messages = await sink.render(batchOf([many], 'on'));
		expect(messages).toHaveLength(3);
		for (const { body } of messages) checkDocument(JSON.parse(Buffer.from(body).toString()) as Document);
	});

	test('an agent gets them over TCP', async () => {
		let text = '';
		const { url } = await startRawServer(
			(socket) => void socket.on('data', (chunk) => (text += chunk.toString())).on('end', () => socket.end()),
		);
		const endpoint = new URL(url).host;
		const sink = createCloudwatchSink({ ...settings, endpoint }, tools());
		expect(await sink.check(remainingMs)).toBe('the agent takes connections');
		const messages = await sink.render(batch);
		await sink.deliver(messages, remainingMs);
		expect(text.trimEnd().split('\n')).toHaveLength(messages.length);
	});

	test('an agent that never ends the connection costs the time there is', async () => {
		const { url } = await startRawServer(() => {});
		const sink = createCloudwatchSink({ ...settings, endpoint: new URL(url).host }, tools());
		await expect(sink.deliver([{ form: 'document', body: new Uint8Array(1) }], () => 150)).rejects.toThrow(
			'out of time',
		);
	});
});
