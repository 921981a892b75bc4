import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startPortal } from '../support/portal.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';

const [runtime] = RUNTIMES;
if (!runtime) throw new Error('no runtime');

interface Said {
	readonly by: string;
	readonly env?: Readonly<Record<string, string>>;
	readonly flags?: readonly string[];
	readonly plant?: (sandbox: Sandbox) => void;
	readonly isTrusted: boolean;
	/** What `telemetry-config` says holds, and from where; a flag of `run finish` is not asked there. */
	readonly shown?: string;
}

const VARIABLE = 'MURMUR8_TELEMETRY_AUDIENCE';

function plantUserSettings({ home }: Sandbox): void {
	const folder = join(home, '.config', 'murmur8');
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, 'config.json'), '{"audience":"user-only"}');
}

const EXPLICIT: readonly Said[] = [
	{ by: 'environment', env: { [VARIABLE]: 'user-only' }, isTrusted: true, shown: 'user-only (from environment)' },
	{
		by: '.env',
		plant: ({ project }) => writeFileSync(join(project, '.env'), `${VARIABLE}=user-only\n`),
		isTrusted: true,
		shown: 'user-only (from dotenv)',
	},
	{ by: 'a flag', flags: ['--audience', 'user-only'], isTrusted: true },
	{ by: 'the user’s settings', plant: plantUserSettings, isTrusted: false, shown: 'user-only (from user)' },
];

/** Records a run in a project whose committed settings say `on`, and gives back what a receiver got. */
async function receivedFor({ env = {}, flags = [], plant, isTrusted }: Omit<Said, 'by'>) {
	const portal = await startPortal();
	const sandbox = createSandbox(runtime as NonNullable<typeof runtime>, {
		MURMUR8_TELEMETRY_URL: portal.url,
		MURMUR8_TELEMETRY_KEY: portal.key,
		CI: 'true',
		MURMUR8_TELEMETRY_CI_WAIT_MS: '8000',
		...env,
	});
	plant?.(sandbox);
	writeFileSync(join(sandbox.project, '.claude', 'telemetry-config.json'), '{"audience":"on"}');
	if (isTrusted) expect(await sandbox.run(['telemetry-config', 'trust', '--yes'])).toMatchObject({ exitCode: 0 });
	await sandbox.run(['run', 'start', 'user-auth']);
	await sandbox.run(['run', 'finish', '--status', 'success', ...flags]);
	expect(portal.accepted()).toHaveLength(1);
	const status = await sandbox.run(['telemetry', 'status']);
	return { body: portal.requests[0]?.body as object, status: status.stdout };
}

test.each(EXPLICIT)('user-only by $by is not overridden by a project file that says on', async ({ shown, ...said }) => {
	const { body, status } = await receivedFor(said);
	expect(body).toMatchObject({ slug: 'user-auth' });
	expect(body).not.toHaveProperty('identity');
	if (shown !== undefined) expect(status).toContain(`Audience         : ${shown}`);
});

test('said by nobody, and the file trusted: it holds', async () => {
	const { body, status } = await receivedFor({ isTrusted: true });
	expect(body).toHaveProperty('identity');
	expect(status).toContain('Audience         : on (from project)');
});

test('who is asked for trust sees what was said elsewhere: what the file takes the place of, and what it yields to', async () => {
	const sandbox = createSandbox(runtime);
	writeFileSync(join(sandbox.project, '.claude', 'telemetry-config.json'), '{"audience":"on"}');
	const asked = async (env = {}) => (await sandbox.run(['telemetry-config', 'trust'], { env })).stdout.split('\n')[0];
	expect(await asked()).toBe('audience: on');
	plantUserSettings(sandbox);
	expect(await asked()).toBe('audience: on, in place of user-only (from user)');
	expect(await asked({ [VARIABLE]: 'user-only' })).toBe('audience: on, but user-only (from environment) wins');
});
