import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createFaultPlace, expectRunUnharmed, FOREIGN_HISTORY, makeSocket, portrait } from '../support/fault-place.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { temporaryFolder } from '../support/sandbox.ts';
import { makeFifo } from '../support/special-files.ts';

/** What a link in a file's place leads to; it must stay as it is. */
const VICTIM = '[{"slug":"victim"}]';

/** What may stand in a file's place, and how `doctor` calls it. */
const IMPOSTORS: readonly (readonly [
	kind: string,
	words: string,
	make: (path: string, victim: string) => void | Promise<void>,
])[] = [
	['a symlink that leaves the project', 'a symbolic link', (path, victim) => symlinkSync(victim, path)],
	['a symlink to nothing', 'a symbolic link', (path, victim) => symlinkSync(`${victim}-missing`, path)],
	['a FIFO', 'a FIFO', (path) => makeFifo(path)],
	['a directory', 'a directory', (path) => void mkdirSync(path)],
	['a socket', 'no regular file', (path) => makeSocket(path)],
];

/** Files that are refused whatever stands there, and those without which an event still arrives. */
const REFUSED = [
	['.claude/murmur8.db', 0],
	['.claude/murmur8.db-wal', 0],
	['.claude/murmur8.db-shm', 0],
	['.claude/murmur8.db-journal', 0],
	['.claude/pipeline-history.json', 1],
	['.claude/telemetry-failed.json', 1],
] as const;

/** Settings may be links; anything else there means that nothing is sent. */
const SETTINGS = ['.claude/telemetry-config.json', '.env'] as const;

const [binary, node] = RUNTIMES;

async function plant(name: string, make: (path: string, victim: string) => void | Promise<void>, runtime = node) {
	if (!runtime) throw new Error('there is no runtime');
	const place = await createFaultPlace(runtime);
	const victim = join(temporaryFolder(), 'victim');
	if (name === '.claude') mkdirSync(victim);
	else writeFileSync(victim, VICTIM);
	const history = place.file('.claude', 'pipeline-history.json');
	if (name !== '.claude/pipeline-history.json') writeFileSync(history, FOREIGN_HISTORY);
	const path = place.file(name);
	rmSync(path, { recursive: true, force: true });
	await make(path, victim);
	const before = portrait(path);
	return {
		place,
		expectUntouched: () => {
			expect(portrait(path)).toBe(before);
			if (name !== '.claude') expect(readFileSync(victim, 'utf8')).toBe(VICTIM);
		},
	};
}

describe.each(IMPOSTORS)('%s', (_kind, words, make) => {
	test.each(REFUSED)('in the place of %s harms no run, and doctor names it', async (name, accepted) => {
		const { place, expectUntouched } = await plant(name, make);
		await expectRunUnharmed(place);
		expectUntouched();
		expect(place.portal.accepted()).toHaveLength(accepted);
		const findings = await place.examine();
		expect(findings.map(({ seen }) => seen)).toContainEqual(expect.stringContaining(`${name} is ${words}`));
	});
});

describe.each(IMPOSTORS.filter(([, words]) => words !== 'a symbolic link'))('%s', (_kind, words, make) => {
	test.each(SETTINGS)('in the place of %s harms no run, sends nothing, and doctor names it', async (name) => {
		const { place, expectUntouched } = await plant(name, make);
		await expectRunUnharmed(place);
		expectUntouched();
		expect(place.portal.requests).toEqual([]);
		const findings = await place.examine();
		const file = name.split('/').at(-1);
		expect(findings.map(({ seen }) => seen)).toContainEqual(expect.stringContaining(`${file} can't be read`));
	});

	const inPlaceOfFolder = words === 'a directory' ? [] : ['.claude'];
	test.each(inPlaceOfFolder)('in the place of %s harms no run, and doctor names it once', async (name) => {
		const { place, expectUntouched } = await plant(name, make);
		await expectRunUnharmed(place);
		expectUntouched();
		const findings = await place.examine();
		expect(findings.filter(({ seen }) => seen.includes(`.claude is ${words}`))).toHaveLength(1);
	});
});

test('a .claude that leads out of the project is left alone, and doctor says so', async () => {
	const { place } = await plant('.claude', (path, victim) => symlinkSync(victim, path));
	await expectRunUnharmed(place);
	const findings = await place.examine();
	expect(findings.map(({ seen }) => seen)).toContainEqual(
		expect.stringMatching(/\.claude\/.* does not lie inside the project/),
	);
});

test('a file in the place of .claude harms no run, and doctor says how to move it away', async () => {
	const { place, expectUntouched } = await plant('.claude', (path) => writeFileSync(path, 'mine'));
	await expectRunUnharmed(place);
	expectUntouched();
	const findings = await place.examine();
	expect(findings.map(({ fix }) => fix)).toContainEqual(expect.stringMatching(/: mv \.claude \.claude\.aside$/));
});

test('a .claude that leads nowhere harms no run, and doctor names it', async () => {
	const { place, expectUntouched } = await plant('.claude', (path, victim) => symlinkSync(`${victim}-missing`, path));
	await expectRunUnharmed(place);
	expectUntouched();
	const findings = await place.examine();
	expect(findings.map(({ seen }) => seen)).toContainEqual(expect.stringContaining('.claude is a symbolic link'));
});

test.each(REFUSED)('the binary meets a FIFO in the place of %s in the same way', async (name, accepted) => {
	const { place, expectUntouched } = await plant(name, (path) => makeFifo(path), binary);
	await expectRunUnharmed(place);
	expectUntouched();
	expect(place.portal.accepted()).toHaveLength(accepted);
	const findings = await place.examine();
	expect(findings.map(({ seen }) => seen)).toContainEqual(expect.stringContaining(`${name} is a FIFO`));
});
