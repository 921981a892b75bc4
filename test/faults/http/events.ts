import { expect } from 'vitest';
import type { Runtime } from '../../support/runtimes.ts';
import { createSandbox, type Sandbox } from '../../support/sandbox.ts';
import { unusedPort } from './server.ts';

export type Variables = Readonly<Record<string, string>>;

/** A project with one event that waits, after one attempt that was refused. */
export async function sandboxWithEvent(runtime: Runtime): Promise<{ sandbox: Sandbox; runId: string }> {
	const sandbox = createSandbox(runtime);
	const env = { CI: 'true', MURMUR8_TELEMETRY_URL: `http://127.0.0.1:${await unusedPort()}/` };
	const runId = (await sandbox.run(['run', 'start', 'user-auth'], { env })).stdout.trim();
	const finish = await sandbox.run(['run', 'finish', '--status', 'success', '--run', runId], { env });
	expect(finish).toMatchObject({ exitCode: 0, stderr: '' });
	return { sandbox, runId };
}

/** One pass of the built program, and what it says of itself. */
export async function flushed(sandbox: Sandbox, env: Variables) {
	const { stdout, stderr, exitCode } = await sandbox.run(['telemetry', 'flush', '--json'], { env });
	expect(stderr).toBe('');
	const { delivered, rejected, waiting, stoppedBy } = JSON.parse(stdout);
	return { delivered, rejected, waiting, stoppedBy, exitCode };
}

export const DELIVERED = { delivered: 1, rejected: 0, waiting: 0, exitCode: 0 };
export const KEPT = { delivered: 0, rejected: 0, waiting: 1, exitCode: 1 };
