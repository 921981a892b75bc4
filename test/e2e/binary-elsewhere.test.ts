import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createArm64, createBareRoot, type Elsewhere, findChroot, neededLibraries } from '../support/bare-root.ts';
import { findBinary, targetNamed } from '../support/binaries.ts';
import { EVERY_COMMAND } from '../support/every-command.ts';
import { startPortal } from '../support/portal.ts';

const FEEDBACK = '{"rating":4,"issues":["one “odd” thing"],"rec":"proceed"}';
/** A bound against hanging for ever, also where an emulator shares a busy machine. */
const TIMEOUT_MS = 400_000;
const SILENT = { exitCode: 0, stdout: '', stderr: '' };

/**
 * Start, a stage, feedback, finish, and what is shown then: the main job.
 * @param deliver the command that delivers, where no process in the background can
 */
async function doMainJob({ run }: Elsewhere, deliver?: readonly string[]): Promise<void> {
	const portal = await startPortal();
	const env = { MURMUR8_TELEMETRY_URL: portal.url, MURMUR8_TELEMETRY_KEY: portal.key };
	const started = await run(['run', 'start', 'user-auth'], { env });
	expect(started).toMatchObject({ exitCode: 0, stderr: '' });
	const runId = started.stdout.trim();
	const steps: readonly (readonly [args: readonly string[], input?: string])[] = [
		[['run', 'stage', 'alex', 'start']],
		[['run', 'stage', 'alex', 'done', '--tokens-in', '1000', '--tokens-out', '100']],
		[['run', 'feedback', 'alex', '-'], `FEEDBACK: ${FEEDBACK}`],
		[['run', 'finish', '--status', 'success']],
	];
	for (const [args, input = ''] of steps) {
		expect(await run(args, { env, input }), args.join(' ')).toMatchObject(SILENT);
	}
	if (deliver) expect(await run(deliver, { env })).toMatchObject({ exitCode: 0 });
	await portal.until((requests) => requests.length > 0);
	const [request] = portal.requests;
	expect(request).toMatchObject({ status: 201, headers: { 'idempotency-key': runId } });
	expect(request?.body).toMatchObject({
		runId,
		slug: 'user-auth',
		status: 'success',
		totalCost: 0.0045,
		stages: { alex: { status: 'success', tokens: { input: 1000, output: 100 }, feedbackRating: 4 } },
	});
	expect(Object.keys(request?.body.artifacts)).toContain('FEATURE_SPEC.md');
	const history = await run(['history', '--json'], { env });
	expect(JSON.parse(history.stdout)).toMatchObject([{ slug: 'user-auth', status: 'success' }]);
	expect(portal.requests).toHaveLength(1);
}

/** Nobody can be asked there, and there is no other program to wrap. */
const CALLS: typeof EVERY_COMMAND = {
	'run exec': ['run', 'exec', '--stage', 'cass', '--', 'murmur8', '--version'],
	'telemetry purge': ['telemetry', 'purge', '--force'],
};

const x64 = findBinary(targetNamed('linux-x64'));
const chroot = process.arch === 'x64' ? findChroot() : undefined;

describe.skipIf(x64 === undefined || chroot === undefined)('linux-x64 where nothing else is', () => {
	const bareRoot = () => createBareRoot(chroot ?? '', x64 ?? '');

	test('it needs the C and C++ libraries alone, and the main job runs', async () => {
		const elsewhere = bareRoot();
		expect(neededLibraries(x64 ?? '').map((path) => basename(path).replace(/[-.].*/, ''))).toEqual(
			expect.arrayContaining(['libc', 'libstdc++', 'ld']),
		);
		const programs = readdirSync(elsewhere.root, { recursive: true, encoding: 'utf8' }).filter((path) =>
			/(?:^|\/)s?bin\/[^/]+$/.test(path),
		);
		expect(programs).toEqual(['usr/local/bin/murmur8']);
		await doMainJob(elsewhere);
	});

	test(
		'every command loads what it needs out of the binary',
		async () => {
			const { run } = bareRoot();
			const portal = await startPortal();
			const env = { MURMUR8_TELEMETRY_URL: portal.url, MURMUR8_TELEMETRY_KEY: portal.key };
			const trouble: string[] = [];
			for (const [name, args] of Object.entries({ ...EVERY_COMMAND, ...CALLS })) {
				const { exitCode, stderr } = await run(args, { env });
				// 1: nothing was there to work on. More: it did not come so far.
				if (exitCode === null || exitCode > 1 || /ERR_|Cannot find|SyntaxError/.test(stderr)) {
					trouble.push(`${name}: ${exitCode} ${stderr}`);
				}
			}
			expect(trouble).toEqual([]);
		},
		TIMEOUT_MS,
	);
});

const arm64 = findBinary(targetNamed('linux-arm64'));
const isForeign = process.platform === 'linux' && process.arch !== 'arm64';

describe.skipIf(arm64 === undefined || !isForeign)('linux-arm64 under qemu', () => {
	test(
		'the main job runs',
		async ({ skip }) => {
			const elsewhere = createArm64(arm64 ?? '');
			if (!elsewhere) return skip();
			// The kernel starts no program for arm64, so a background process does not come about.
			await doMainJob(elsewhere, ['telemetry', 'flush']);
		},
		TIMEOUT_MS,
	);
});
