import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { WIRES } from '../../source/core/payload/wire.ts';
import { AUDIENCES, type Audience } from '../../source/core/privacy/audience.ts';
import { type DataClass, isPermitted } from '../../source/core/privacy/field.ts';
import { EVERY_COMMAND } from '../support/every-command.ts';
import { type Portal, startPortal } from '../support/portal.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';

const [runtime] = RUNTIMES;
if (!runtime) throw new Error('no runtime');

/** One real datum of each class in every place where the program finds it. */
const CANARIES: readonly (readonly [text: string, dataClass: DataClass])[] = [
	['canary-slug', 'user'],
	['canary-stage', 'user'],
	['canary-issue', 'user'],
	['canary-person', 'operator'],
	['canary@example.com', 'operator'],
	['canary-repository', 'operator'],
	[hostname(), 'operator'],
	['c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00', 'operator'],
	['canary of the spec', 'content'],
	['canary of a story', 'content'],
];

/**
 * Whether a command's output is for somebody else, so that the audience governs it, or a view of one's own data on
 * one's own machine. A command without a row fails.
 */
const OUTLETS: Readonly<Record<string, 'governed' | 'own' | 'silent'>> = {
	'run start': 'silent',
	'run stage': 'silent',
	'run feedback': 'silent',
	'run finish': 'silent',
	'run list': 'own',
	watch: 'own',
	history: 'own',
	insights: 'own',
	'history record': 'silent',
	'history update-stage': 'silent',
	'history export': 'own',
	'history clear': 'silent',
	'history restore': 'silent',
	doctor: 'own',
	'telemetry status': 'own',
	'telemetry inspect': 'governed',
	'telemetry sinks': 'own',
	'telemetry dashboard': 'silent',
	'telemetry flush': 'silent',
	'telemetry audit': 'silent',
	'telemetry purge': 'silent',
	outbox: 'own',
	'outbox list': 'own',
	// The slug beside the event is one's own; the event in it is governed, see below.
	'outbox show': 'own',
	'outbox retry': 'silent',
	'outbox requeue': 'silent',
	'outbox drop': 'silent',
	'telemetry-config': 'silent',
	'telemetry-config get': 'silent',
	'telemetry-config set': 'silent',
	'telemetry-config unset': 'silent',
	'telemetry-config path': 'silent',
	'telemetry-config trust': 'silent',
	'telemetry-config test': 'silent',
	'telemetry-config preview': 'governed',
	init: 'silent',
	queue: 'silent',
	sanitize: 'silent',
	validate: 'silent',
	completion: 'silent',
	demo: 'silent',
};

test('every command says whether the audience governs what it prints', () => {
	expect(Object.keys(OUTLETS).toSorted()).toEqual(Object.keys(EVERY_COMMAND).toSorted());
});

/** A git repository with an identity, a spec and a story: whatever there is to leak. */
function plant({ project, home }: Sandbox): void {
	const git = (...args: readonly string[]) =>
		execFileSync('git', ['-C', project, ...args], { env: { PATH: process.env['PATH'] ?? '', HOME: home } });
	git('init', '-q');
	git('config', 'user.name', 'canary-person');
	git('config', 'user.email', 'canary@example.com');
	git('remote', 'add', 'origin', 'https://git.example.com/acme/canary-repository.git');
	const folder = join(project, '.blueprint', 'features', 'feature_canary-slug');
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, 'FEATURE_SPEC.md'), '# canary of the spec\n');
	writeFileSync(join(folder, 'story-one.md'), '# canary of a story\n');
}

async function record({ run }: Sandbox, env: Readonly<Record<string, string>>): Promise<string> {
	const runId = (await run(['run', 'start', 'canary-slug'], { env })).stdout.trim();
	await run(['run', 'stage', 'canary-stage', 'start'], { env });
	await run(['run', 'feedback', 'canary-stage', 'FEEDBACK: {"rating":2,"issues":["canary-issue"],"rec":"proceed"}'], {
		env,
	});
	await run(['run', 'stage', 'canary-stage', 'done'], { env });
	const commit = 'c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00';
	await run(['run', 'finish', '--status', 'success', '--commit', commit], { env });
	return runId;
}

/** A text with everything that is packed in it unpacked. */
function unpacked(text: string): string {
	return text.replace(/"(H4sI[A-Za-z0-9+/=]+)"/g, (_, data: string) =>
		gunzipSync(Buffer.from(data, 'base64')).toString(),
	);
}

const seenIn = (text: string) =>
	CANARIES.filter(([canary]) => unpacked(text).includes(canary)).map(([canary]) => canary);

const permitted = (audience: Audience) =>
	CANARIES.filter(([, dataClass]) => isPermitted({ class: dataClass }, audience)).map(([canary]) => canary);

interface World {
	readonly sandbox: Sandbox;
	readonly portal: Portal;
	readonly env: Readonly<Record<string, string>>;
}

async function createWorld(audience: Audience, wire: string): Promise<World> {
	const portal = await startPortal();
	const sandbox = createSandbox(runtime as NonNullable<typeof runtime>);
	plant(sandbox);
	const env = {
		MURMUR8_TELEMETRY_URL: portal.url,
		MURMUR8_TELEMETRY_KEY: portal.key,
		MURMUR8_TELEMETRY_AUDIENCE: audience,
		MURMUR8_TELEMETRY_WIRE: wire,
		MURMUR8_DEBUG: '1',
		CI: 'true',
		MURMUR8_TELEMETRY_CI_WAIT_MS: '8000',
	};
	return { sandbox, portal, env };
}

const CASES = AUDIENCES.flatMap((audience) => WIRES.map((wire) => [audience, wire] as const));

describe.each(CASES)('audience %s on the %s wire', (audience, wire) => {
	// The flat wire needs run facts, which this audience withholds: nothing is queued.
	const isSent = audience !== 'off' && !(audience === 'operator-only' && wire === 'flat');

	test('the endpoint gets exactly what is permitted, and inspect shows those bytes', async () => {
		const { sandbox, portal, env } = await createWorld(audience, wire);
		portal.behaviour = { status: 503, headers: { 'retry-after': '3600' } };
		const runId = await record(sandbox, env);
		expect(portal.requests.length > 0).toBe(isSent);
		if (!isSent) return;
		const inspected = await sandbox.run(['telemetry', 'inspect', '--run', runId], { env });
		portal.behaviour = { status: 201, body: '{"id":"x"}' };
		await sandbox.run(['outbox', 'retry'], { env });
		for (const { raw } of portal.requests) expect(raw.equals(inspected.stdoutBytes)).toBe(true);
		expect(seenIn(portal.requests[0]?.raw.toString() ?? '')).toEqual(permitted(audience));
	});

	test('no command shows anybody else more, on stdout, stderr or in the queue file', async () => {
		const { sandbox, portal, env } = await createWorld(audience, wire);
		portal.behaviour = { status: 422, body: '{"error":"no"}' };
		const runId = await record(sandbox, env);
		const withheld = CANARIES.map(([canary]) => canary).filter((canary) => !permitted(audience).includes(canary));
		for (const [name, args] of Object.entries(EVERY_COMMAND)) {
			if (name.startsWith('run ') || name === 'demo' || name === 'telemetry purge' || name.startsWith('history '))
				continue;
			const own = name === 'outbox show' ? ['outbox', 'show', runId, '--json'] : args;
			const { stdout, stderr } = await sandbox.run(own, { env });
			const shown = seenIn(stdout);
			const outlet = OUTLETS[name];
			if (outlet === 'governed')
				expect(
					shown.filter((canary) => withheld.includes(canary)),
					name,
				).toEqual([]);
			if (outlet === 'silent') expect(shown, name).toEqual([]);
			if (name === 'outbox show' && isSent) {
				const { envelope } = JSON.parse(stdout) as { envelope: unknown };
				expect(seenIn(JSON.stringify(envelope)), name).toEqual(permitted(audience));
			}
			const errors = seenIn(stderr).filter((canary) => withheld.includes(canary) && canary !== 'canary-slug');
			expect(errors, `${name}, stderr`).toEqual([]);
		}
		const queue = join(sandbox.project, '.claude', 'telemetry-failed.json');
		if (isSent) expect(seenIn(readFileSync(queue, 'utf8')).filter((canary) => withheld.includes(canary))).toEqual([]);
	});
});
