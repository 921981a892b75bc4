import { appendFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeEach, expect, test } from 'vitest';
import { openRaw } from '../../../source/adapters/sources/raw-bytes.ts';
import { readSource } from '../../../source/adapters/sources/read-source.ts';
import type { FoundFailure } from '../../../source/failures/sources/found-failure.ts';
import { sharedEngine } from '../../support/found.ts';
import { temporaryFolder } from '../../support/sandbox.ts';

let folder: string;
beforeEach(() => {
	folder = temporaryFolder();
});

async function read(name: string, content?: string | Uint8Array) {
	const path = join(folder, name);
	if (content !== undefined) writeFileSync(path, content);
	const failures: FoundFailure[] = [];
	let progress = 0;
	const source = await readSource(path, {
		engine: sharedEngine(),
		parseTime: Date.parse,
		onFailure: (failure) => failures.push(failure),
		onProgress: (bytes) => {
			progress += bytes;
		},
	});
	return { source, names: failures.map(({ trace }) => trace.className), progress };
}

const error = (name: string, padding = 0): string =>
	`${name}: no\n    at load (/srv/a.js:1:2)\n${'Nothing to see in this line.\n'.repeat(padding)}`;

test('a file, its gzip, and a gzip of its parts are one source', async () => {
	const text = error('OneError', 40_000) + error('TwoError');
	const plain = await read('a.log', text);
	expect(plain).toMatchObject({ names: ['OneError', 'TwoError'], progress: text.length });
	expect(plain.source).toMatchObject({ kind: 'read', format: 'log', size: text.length, problems: [], job: {} });
	const packed = await read('a.log.gz', gzipSync(text));
	const members = [text.slice(0, 100_001), '', text.slice(100_001)].map((part) => gzipSync(part));
	const parts = await read('parts.gz', Buffer.concat(members));
	for (const { source, names } of [packed, parts]) {
		expect(names).toEqual(plain.names);
		const { modifiedMs: _, ...same } = plain.source as Extract<typeof plain.source, { kind: 'read' }>;
		expect(source).toMatchObject(same);
	}
	expect(packed.progress).toBe(gzipSync(text).length);
});

test.each([
	['cut-off', (bytes: Buffer) => bytes.subarray(0, -3000)],
	['malformed', (bytes: Buffer) => bytes.fill(0xaa, bytes.length - 3000, bytes.length - 2000)],
] as const)('gzip that is %s: what came before counts', async (kind, damage) => {
	// Text that does not shrink to nothing: the defect has to come late.
	const noise = Array.from({ length: 40_000 }, (_, index) => `line ${(index * 7_919) % 100_003}\n`).join('');
	const { source, names } = await read('a.gz', damage(gzipSync(error('OneError') + noise)));
	expect(names).toEqual(['OneError']);
	expect(source).toMatchObject({ kind: 'read', problems: [{ kind }] });
});

test('binary files are told by their first bytes, and not read on', async () => {
	const bytes = new Uint8Array(1_000_000).map((_, index) => index % 256);
	const { source, progress } = await read('a.png', bytes);
	expect(source).toMatchObject({ kind: 'read', format: 'binary', failures: 0 });
	expect(progress).toBeLessThan(bytes.length);
	expect((await read('b.gz', gzipSync(bytes))).source).toMatchObject({ format: 'binary' });
});

test.each([
	['an empty file', ''],
	['a byte order mark', '\uFEFF'],
])('%s', async (_, content) => {
	const { source } = await read('a.log', content);
	expect(source).toMatchObject({ kind: 'read', failures: 0, lines: 0, problems: [] });
});

test('what is no regular file is told in words', async () => {
	expect((await read('missing')).source).toEqual({ kind: 'unreadable', reason: 'is not there' });
	symlinkSync(join(folder, 'missing'), join(folder, 'link'));
	expect((await read('link')).source).toMatchObject({ kind: 'unreadable' });
	expect((await read('.')).source).toEqual({ kind: 'unreadable', reason: 'is no regular file' });
});

test('a log that changes meanwhile counts as it was when it was opened', () => {
	const path = join(folder, 'a.log');
	const lengths = (change: () => void) => {
		writeFileSync(path, 'x'.repeat(600_000));
		const raw = openRaw(path);
		if (raw.kind === 'unreadable') throw new Error(raw.reason);
		let length = 0;
		for (const chunk of raw.chunks()) {
			if (length === 0) change();
			length += chunk.length;
		}
		return { length, problems: raw.problems.map(({ reason }) => reason) };
	};
	expect(lengths(() => appendFileSync(path, 'more'))).toEqual({
		length: 600_000,
		problems: ['grew while it was read; what it held before counts'],
	});
	const { length, problems } = lengths(() => truncateSync(path, 300_000));
	expect(length).toBe(300_000);
	expect(problems).toEqual(['became shorter while it was read']);
});

test('the file beside a source tells of its job; what it may not hold is told, not taken', async () => {
	const job = {
		job_type: 'smoke',
		stage: 'deploy',
		job_id: 4711,
		branch: 'main',
		commit: 'a1b2c3d4',
		ended_at: '2026-11-20T10:00:00Z',
		other: {},
	};
	writeFileSync(join(folder, 'murmur8-job.json'), `\uFEFF${JSON.stringify(job)}`);
	const { source } = await read('a.log', error('OneError'));
	const endedMs = Date.UTC(2026, 10, 20, 10);
	expect(source).toMatchObject({
		job: { jobType: 'smoke', stage: 'deploy', jobId: '4711', isMain: true, commit: 'a1b2c3d4', endedMs },
		problems: [],
	});
	const wrong = {
		job_type: 'fun',
		stage: 'jane@corp-mail.example.org',
		job_id: '',
		branch: 1,
		commit: 'main',
		ended_at: '?',
	};
	writeFileSync(join(folder, 'murmur8-job.json'), JSON.stringify(wrong));
	const { source: other } = await read('a.log');
	expect(other).toMatchObject({ job: {} });
	expect(JSON.stringify(other)).not.toContain('jane');
	expect(other.kind === 'read' && other.problems).toHaveLength(6);
});

test.each(['', '[]', 'null', '{'])('a job file that holds %j', async (content) => {
	writeFileSync(join(folder, 'murmur8-job.json'), content);
	const { source } = await read('a.log', error('OneError'));
	expect(source).toMatchObject({ failures: 1, job: {}, problems: [{ kind: 'malformed' }] });
});
