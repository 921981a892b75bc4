import { execFile } from 'node:child_process';
import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	realpathSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { enqueueFailure } from '../../source/lib/index.ts';
import { temporaryFolder } from '../support/sandbox.ts';
import { makeFifo } from '../support/special-files.ts';

const library = resolve(import.meta.dirname, '..', '..', 'source', 'lib', 'index.ts');
const newQueue = () => join(temporaryFolder(), '.claude', 'telemetry-failed.json');
const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as { runId: string }[];
const payload = (runId: string) => ({ runId, run: { slug: 'user-auth' } });
const idsIn = (path: string) => read(path).map(({ runId }) => runId);
const filesIn = (path: string) => readdirSync(join(path, '..')).toSorted();

function queueWith(text: string): string {
	const path = newQueue();
	mkdirSync(join(path, '..'));
	writeFileSync(path, text);
	return path;
}

describe('enqueueFailure', () => {
	test('makes folder and file, for the owner only, as a plain array', () => {
		const path = newQueue();
		enqueueFailure(payload('a'), path);
		expect(readFileSync(path, 'utf8')).toBe(JSON.stringify([payload('a')], null, 2));
		expect(statSync(path).mode & 0o777).toBe(0o600);
		expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700);
		expect(filesIn(path)).toEqual(['telemetry-failed.json']);
	});

	test('appends, also the same event again', () => {
		const path = newQueue();
		for (const id of ['a', 'b', 'a']) enqueueFailure(payload(id), path);
		expect(idsIn(path)).toEqual(['a', 'b', 'a']);
	});

	test('keeps the newest 50', () => {
		const path = newQueue();
		const ids = Array.from({ length: 53 }, (_, index) => `run-${index}`);
		for (const id of ids) enqueueFailure(payload(id), path);
		expect(idsIn(path)).toEqual(ids.slice(3));
	});

	test('keeps what other programs wrote, of any shape', () => {
		const path = queueWith('[1,null,{"slug":"old"}]');
		enqueueFailure(payload('a'), path);
		expect(read(path)).toEqual([1, null, { slug: 'old' }, payload('a')]);
	});

	test('starts anew where the file is empty', () => {
		const path = queueWith('\n');
		enqueueFailure(payload('a'), path);
		expect(idsIn(path)).toEqual(['a']);
		expect(filesIn(path)).toEqual(['telemetry-failed.json']);
	});

	test.each<[string, string, string[]]>([
		['cut off', '[\n  {\n    "runId": "whole"\n  },\n  {\n    "runId": "cu', ['whole', 'new']],
		['no JSON', 'not json', ['new']],
		['no array', '{"runId":"alone"}', ['alone', 'new']],
	])('sets a file aside that is %s, with its whole entries taken over', (_, text, ids) => {
		const path = queueWith(text);
		enqueueFailure(payload('new'), path);
		expect(idsIn(path)).toEqual(ids);
		const [name = '', ...others] = filesIn(path).filter((file) => file !== 'telemetry-failed.json');
		expect(others).toEqual([]);
		expect(name).toMatch(/^telemetry-failed\.json\.corrupt-\d{4}-/);
		expect(readFileSync(join(path, '..', name), 'utf8')).toBe(text);
	});

	test.each<[string, (path: string) => void]>([
		['a directory', (path) => mkdirSync(path)],
		['a FIFO', makeFifo],
	])('refuses %s', (kind, make) => {
		const path = join(temporaryFolder(), 'queue.json');
		make(path);
		expect(() => enqueueFailure(payload('a'), path)).toThrow(`queue.json is ${kind}, not a file`);
		expect(readdirSync(join(path, '..'))).toEqual(['queue.json']);
	});

	test('writes through a link', () => {
		const path = queueWith('[]');
		const link = join(temporaryFolder(), 'link.json');
		symlinkSync(path, link);
		enqueueFailure(payload('a'), link);
		expect(realpathSync(link)).toBe(path);
		expect(idsIn(path)).toEqual(['a']);
	});

	test('leaves the payload as it was and writes what JSON can hold of it', () => {
		const path = newQueue();
		const cycle: Record<string, unknown> = { runId: 'a', cost: Number.NaN, tokens: 5n };
		cycle['self'] = cycle;
		enqueueFailure(cycle, path);
		expect(read(path)).toEqual([{ runId: 'a', tokens: 5 }]);
		expect(cycle['self']).toBe(cycle);
	});

	test('writes nothing that it would take for damage', () => {
		const path = newQueue();
		let deep: Readonly<Record<string, unknown>> = {};
		for (let level = 0; level < 1_000; level++) deep = { deep };
		for (const id of ['a', 'b']) enqueueFailure({ runId: id, run: deep }, path);
		expect(idsIn(path)).toEqual(['a', 'b']);
		expect(filesIn(path)).toEqual(['telemetry-failed.json']);
	});

	test.each([[null], [undefined], ['text'], [[]]])('refuses the payload %j', (value) => {
		const path = newQueue();
		expect(() => enqueueFailure(value as never, path)).toThrow('a payload must be an object');
		expect(existsSync(path)).toBe(false);
	});

	test('loses nothing to processes that do the same at once', async () => {
		const path = newQueue();
		const code = `import { enqueueFailure } from ${JSON.stringify(library)};
			for (let run = 0; run < 10; run++) enqueueFailure({ runId: process.argv[1] + run, run: {} }, ${JSON.stringify(path)});`;
		const writers = ['a', 'b', 'c', 'd'];
		const start = promisify(execFile);
		await Promise.all(
			writers.map((name) => start(process.execPath, ['--input-type=module-typescript', '--eval', code, name])),
		);
		const expected = writers.flatMap((name) => Array.from({ length: 10 }, (_, run) => `${name}${run}`));
		expect(idsIn(path).toSorted()).toEqual(expected.toSorted());
		expect(filesIn(path)).toEqual(['telemetry-failed.json']);
	});

	test('goes on after a process that died while it wrote', () => {
		const path = queueWith('[]');
		writeFileSync(join(path, '..', '.telemetry-failed.json.lock'), 'gone');
		enqueueFailure(payload('a'), path);
		expect(idsIn(path)).toEqual(['a']);
		expect(filesIn(path)).toEqual(['telemetry-failed.json']);
	});
});
