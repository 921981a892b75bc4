import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { linkSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ensureFeatureIdIn } from '../../source/adapters/feature-id-file.ts';
import { readSettingsText } from '../../source/adapters/files.ts';
import { backupOf } from '../../source/store/published/guard.ts';
import { createPublishedWorld, recordRun } from '../support/published.ts';
import { temporaryFolder } from '../support/sandbox.ts';
import { scriptCommand } from '../support/script.ts';
import { makeFifo } from '../support/special-files.ts';

const ID = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
const PROPOSAL = '.FEATURE_SPEC.md.feature-id';

/** It lay there for an hour, or for ever where nothing was published again after that. */
test('a temporary file of a writer that was killed goes with the next publication', async () => {
	const world = createPublishedWorld();
	recordRun(world.database);
	writeFileSync(`${world.historyFile}.tmp-1234567890abcdef`, '[');
	await world.sync();
	expect(world.debris()).toEqual([]);
});

/** A process that was killed between writing the spec and removing its proposal left that for ever. */
test('a proposal goes where the spec has its id', () => {
	const folder = temporaryFolder();
	const spec = join(folder, 'FEATURE_SPEC.md');
	writeFileSync(spec, `---\nfeatureId: ${ID}\n---\n`);
	writeFileSync(join(folder, PROPOSAL), ID);
	expect(ensureFeatureIdIn(spec)).toBe(ID);
	expect(readdirSync(folder)).toEqual(['FEATURE_SPEC.md']);
});

/** It was opened as a file and hung the run for ever. */
test('a FIFO in the place of a proposal is an error', () => {
	const folder = temporaryFolder();
	const spec = join(folder, 'FEATURE_SPEC.md');
	writeFileSync(spec, '# A\n');
	makeFifo(join(folder, PROPOSAL));
	expect(() => ensureFeatureIdIn(spec)).toThrow(/no agreement/);
	expect(readFileSync(spec, 'utf8')).toBe('# A\n');
});

/** Empties the file, says so, and fills it a little later. */
const SLOW = `
	import { closeSync, openSync, writeSync } from 'node:fs';
	const descriptor = openSync(process.argv[1], 'w');
	writeSync(1, 'emptied');
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 40);
	writeSync(descriptor, '[{"slug":"theirs"}]');
	closeSync(descriptor);
`;

/** The file that a killed writer kept was put over one that another program was just writing. */
test('what a killed writer kept does not replace a file that is being written', async () => {
	const world = createPublishedWorld();
	const { runId } = recordRun(world.database);
	await world.sync();
	linkSync(world.historyFile, backupOf(world.historyFile));
	const later = recordRun(world.database, { startedAtMs: Date.UTC(2026, 1, 1) });
	// As conf replaces it: the kept name is another file's from now on.
	writeFileSync(`${world.historyFile}-new`, readFileSync(world.historyFile));
	process.getBuiltinModule('node:fs').renameSync(`${world.historyFile}-new`, world.historyFile);
	const [file, ...args] = scriptCommand(SLOW, world.historyFile);
	const writer = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] });
	const exited = once(writer, 'exit');
	await once(writer.stdout, 'data');
	await world.sync();
	await exited;
	await world.sync();
	expect(world.read(world.historyFile)).toMatchObject([{ slug: 'theirs' }, { runId }, { runId: later.runId }]);
	expect(world.debris()).toEqual([]);
});

/** `doctor` and every view ended with a system error where `.claude` is no folder. */
test('settings below a file are missing', () => {
	const file = join(temporaryFolder(), '.claude');
	writeFileSync(file, 'not a folder');
	expect(readSettingsText(join(file, 'telemetry-config.json'))).toEqual({ kind: 'missing' });
});
