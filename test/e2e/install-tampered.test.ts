import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import { contentsOf, createMachine, pathWithout, SCRIPT } from '../support/installing.ts';
import {
	type Answer,
	ASSET,
	NEXT_VERSION,
	serveFiles,
	sha256,
	standIn,
	VERSION,
	writeRelease,
} from '../support/release.ts';
import { createReleaseSite, fileOf } from '../support/release-site.ts';

/** Bounds against hanging for ever, where a binary of 120 MB is copied about on a busy machine. */
vi.setConfig({ testTimeout: 400_000, hookTimeout: 400_000 });

const { release, small, smallNext } = createReleaseSite();

const SUM = /^([0-9a-f]{64}) {2}murmur8-linux.*$/m;

/** What may be wrong with a release, and what is said of it. */
const TAMPERED: readonly (readonly [
	what: string,
	change: (path: string, folder: string) => Answer | 'as it is',
	said: string,
])[] = [
	[
		'another binary',
		(path, folder) => {
			if (path !== `/${ASSET}`) return 'as it is';
			const bytes = readFileSync(join(folder, ASSET));
			bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
			return bytes;
		},
		`${ASSET} is not what SHA256SUMS says`,
	],
	[
		'a binary cut off, the connection with it',
		(path, folder) =>
			path !== `/${ASSET}`
				? 'as it is'
				: (response) => {
						const bytes = readFileSync(join(folder, ASSET));
						response.writeHead(200, { 'content-length': bytes.length });
						response.write(bytes.subarray(0, 100_000), () => response.destroy());
					},
		'could not be downloaded',
	],
	[
		'a binary cut off, as if that were all',
		(path, folder) => (path === `/${ASSET}` ? readFileSync(join(folder, ASSET)).subarray(0, 100_000) : 'as it is'),
		'is not what SHA256SUMS says',
	],
	['no binary', (path) => (path === `/${ASSET}` ? undefined : 'as it is'), 'could not be downloaded'],
	['no SHA256SUMS', (path) => (path === '/SHA256SUMS' ? undefined : 'as it is'), 'SHA256SUMS could not be downloaded'],
	...(
		[
			['an empty SHA256SUMS', () => '', `has no line for ${ASSET}`],
			[
				'another sum',
				(sums) => sums.replace(SUM, (line) => line.replace(/^[0-9a-f]{8}/, '00000000')),
				'is not what SHA256SUMS says',
			],
			['a sum cut off', (sums) => sums.slice(0, -30), `has no line for ${ASSET}`],
			['a sum that lacks a digit', (sums) => sums.replace(SUM, (line) => line.slice(1)), 'is no checksum'],
			[
				'the sum of another platform alone',
				(sums) => sums.replace(ASSET, 'murmur8-plan9-x64'),
				`has no line for ${ASSET}`,
			],
			['the sum of a file elsewhere', (sums) => sums.replace(ASSET, `../${ASSET}`), 'is no checksum'],
			['two sums', (sums) => `${'a'.repeat(64)}  ${ASSET}\n${sums}`, `has 2 lines for ${ASSET}`],
			['the same sum twice', (sums) => `${sums}${SUM.exec(sums)?.[0]}\n`, `has 2 lines for ${ASSET}`],
			['a page in its place', () => '<!doctype html><title>Sign in</title>', `has no line for ${ASSET}`],
		] satisfies readonly (readonly [string, (sums: string) => string, string])[]
	).map(
		([what, change, said]) =>
			[
				what,
				(path: string, folder: string) =>
					path === '/SHA256SUMS' ? Buffer.from(change(readFileSync(join(folder, 'SHA256SUMS'), 'utf8'))) : 'as it is',
				said,
			] as const,
	),
];

test.each(TAMPERED)('%s: nothing is installed, and what was there stays', async (what, change, said) => {
	const machine = createMachine();
	const folder = what.includes('binary') ? release : small;
	const address = await serveFiles((path) => {
		const answer = change(path, folder);
		return answer === 'as it is' ? fileOf(folder)(path) : answer;
	});
	const empty = await machine.install('--from', address);
	expect(empty).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining(said) });
	expect(contentsOf(machine.prefix)).toEqual([]);
	const old = await machine.install('--from', smallNext);
	expect(old).toMatchObject({ exitCode: 0 });
	const before = contentsOf(machine.prefix);
	expect(await machine.install('--from', address)).toMatchObject({ exitCode: 1, stdout: '' });
	expect(contentsOf(machine.prefix)).toEqual(before);
	expect(readdirSync(machine.env['TMPDIR'] ?? '')).toEqual([]);
});

test('line ends of another system in SHA256SUMS, and the mark of binary files, do not matter', async () => {
	const machine = createMachine();
	const folder = writeRelease(join(machine.home, 'release'), VERSION, standIn(VERSION));
	const sums = readFileSync(join(folder, 'SHA256SUMS'), 'utf8').replaceAll('  ', ' *').replaceAll('\n', '\r\n');
	writeFileSync(join(folder, 'SHA256SUMS'), sums);
	expect(await machine.install('--from', folder)).toMatchObject({ exitCode: 0 });
});

describe('a packed binary', () => {
	/** A release with it packed; @param change what of it is not as it should be */
	async function packedRelease(change: (packed: Buffer) => { readonly served: Buffer; readonly noted: Buffer }) {
		const machine = createMachine();
		const folder = writeRelease(join(machine.home, 'release'), VERSION, standIn(VERSION));
		const { served, noted } = change(gzipSync(readFileSync(join(folder, ASSET))));
		appendFileSync(join(folder, 'SHA256SUMS'), `${sha256(noted)}  ${ASSET}.gz\n`);
		writeFileSync(join(folder, `${ASSET}.gz`), served);
		const asked: string[] = [];
		const address = await serveFiles((path) => {
			asked.push(path.slice(1));
			return fileOf(folder)(path);
		});
		return { machine, address, asked };
	}
	const asItIs = (packed: Buffer) => ({ served: packed, noted: packed });

	test('is taken in place of the other', async () => {
		const { machine, address, asked } = await packedRelease(asItIs);
		expect(await machine.install('--from', address)).toMatchObject({ exitCode: 0, stderr: '' });
		expect(asked).toEqual(['SHA256SUMS', `${ASSET}.gz`]);
		expect(readFileSync(join(machine.prefix, 'bin/murmur8'))).toEqual(standIn(VERSION));
	});

	test('is left where nothing can unpack it', async () => {
		const { machine, address, asked } = await packedRelease(asItIs);
		const command = ['sh', SCRIPT, '--from', address, '--prefix', machine.prefix];
		expect(await machine.run(command, { PATH: pathWithout('gzip') })).toMatchObject({ exitCode: 0, stderr: '' });
		expect(asked).toEqual(['SHA256SUMS', ASSET]);
	});

	test.each([
		[
			'changed',
			(packed: Buffer) => ({ served: Buffer.concat([packed, packed]), noted: packed }),
			`${ASSET}.gz is not what SHA256SUMS says`,
		],
		['of another binary', () => asItIs(gzipSync(standIn(NEXT_VERSION))), `${ASSET} is not what SHA256SUMS says`],
		['and no packed file at all', () => asItIs(Buffer.from('no gzip')), "can't be unpacked"],
	])('%s: nothing is installed', async (_, change, said) => {
		const { machine, address } = await packedRelease(change);
		expect(await machine.install('--from', address)).toMatchObject({
			exitCode: 1,
			stderr: expect.stringContaining(said),
		});
		expect(contentsOf(machine.prefix)).toEqual([]);
		expect(readdirSync(machine.env['TMPDIR'] ?? '')).toEqual([]);
	});
});
