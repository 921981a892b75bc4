import { expect, test } from 'vitest';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox } from '../support/sandbox.ts';

/** An unset variable of a script, `--failed-stage "$STAGE"`, used to be stored as an empty text. */
test.each(RUNTIMES)('an empty flag value counts as not given, on $name', async (runtime) => {
	const sandbox = createSandbox(runtime);
	await sandbox.run(['run', 'start', 'user-auth', '--type', '', '--parent-run', '']);
	await sandbox.run(['run', 'stage', 'alex', 'failed', '--tokens-in', '', '--cost', '', '--run', '']);
	const empty = ['--failed-stage', '', '--commit=', '--parent-run', '', '--run', ''];
	expect(await sandbox.run(['run', 'finish', '--status', 'failed', ...empty])).toMatchObject({
		exitCode: 0,
		stderr: '',
	});
	const [run] = JSON.parse((await sandbox.run(['run', 'list', '--json'])).stdout);
	expect(run).toMatchObject({ type: 'feature', status: 'failed', failedStage: 'alex' });
	for (const absent of ['parentRunId', 'commitHash', 'totalCost']) expect(run).not.toHaveProperty(absent);
	// Settings fail closed: an empty audience is none of the four.
	await sandbox.run(['run', 'start', 'user-auth']);
	const env = { MURMUR8_TELEMETRY_URL: 'http://127.0.0.1:9/', MURMUR8_DEBUG: '1' };
	const { stderr } = await sandbox.run(['run', 'finish', '--status', 'success', '--audience', ''], { env });
	expect(stderr).toContain('must be one of: off, user-only, operator-only, on');
});
