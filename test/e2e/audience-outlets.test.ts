import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../source/commands/table.ts';
import { WIRES } from '../../source/core/payload/wire.ts';
import { AUDIENCES, type Audience, intersectAudiences } from '../../source/core/privacy/audience.ts';
import { type DataClass, isPermitted } from '../../source/core/privacy/field.ts';
import { plantCanaryProject } from '../support/canary-project.ts';
import { EVERY_COMMAND } from '../support/every-command.ts';
import { type Portal, startPortal } from '../support/portal.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';
import { fingerprintsOf } from '../support/traces/fingerprints.ts';

const [runtime] = RUNTIMES;
if (!runtime) throw new Error('no runtime');

const COMMIT = 'c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00';

const FAILURE = `TypeError: canary of a trace
    at parse (/srv/app/src/canary-file.js:12:5)
`;
const [FINGERPRINT = ''] = fingerprintsOf(FAILURE);
/** Text of a log stays on the machine, whoever is asked for. */
const KEPT_HOME = /canary of a trace|canary-file/;

/** One real datum of each class in every place where the program finds it. */
const CANARIES: readonly (readonly [text: string, dataClass: DataClass])[] = [
	['canary-slug', 'user'],
	['canary-stage', 'user'],
	['canary-issue', 'user'],
	[FINGERPRINT, 'user'],
	['canary-person', 'operator'],
	['canary@example.com', 'operator'],
	['canary-repository', 'operator'],
	[hostname(), 'operator'],
	[COMMIT, 'operator'],
	['canary of the spec', 'content'],
	['canary of a story', 'content'],
];

const ALL: Needs = Object.fromEntries(CANARIES.map(([canary, dataClass]) => [canary, [dataClass]]));

/** Canaries that an outlet has room for, with the classes that an audience must be permitted to see for each. */
type Needs = Readonly<Record<string, readonly DataClass[]>>;

interface GovernedCall {
	readonly args: (runId: string, audience: Audience) => readonly string[];
	readonly room: Needs;
	/** Whether it shows an event, which there is none of at `operator-only` on the flat wire. */
	readonly isOfEvent: boolean;
}

/** Every call whose output is for somebody else: each shows exactly what is permitted of what it has room for. */
const GOVERNED: Readonly<Record<string, GovernedCall>> = {
	'telemetry inspect': { args: (id) => ['telemetry', 'inspect', '--run', id], room: ALL, isOfEvent: true },
	'telemetry inspect --pretty': {
		args: (id) => ['telemetry', 'inspect', '--run', id, '--pretty'],
		room: ALL,
		isOfEvent: true,
	},
	'telemetry inspect --audience': {
		args: (id, audience) => ['telemetry', 'inspect', '--run', id, '--audience', audience],
		room: ALL,
		isOfEvent: true,
	},
	'telemetry inspect --sink': {
		args: (id) => ['telemetry', 'inspect', '--run', id, '--sink', 'json-file'],
		// Spans are operator data, and the names in them the user's; the stage stands beside its failure, too.
		room: { 'canary-slug': ['user'], 'canary-stage': ['user'], [FINGERPRINT]: ['user'], [COMMIT]: ['operator'] },
		isOfEvent: false,
	},
	'telemetry-config preview': {
		args: (id) => ['telemetry-config', 'preview', '--run', id],
		room: ALL,
		isOfEvent: true,
	},
	'run summary': {
		args: (id) => ['run', 'summary', '--run', id],
		room: { 'canary-slug': ['user'], 'canary-stage': ['user'] },
		isOfEvent: false,
	},
	'run summary --format github': {
		args: (id) => ['run', 'summary', '--run', id, '--format', 'github'],
		room: { 'canary-slug': ['user'], 'canary-stage': ['user'] },
		isOfEvent: false,
	},
	'run summary --json': {
		args: (id) => ['run', 'summary', '--run', id, '--json'],
		room: {
			'canary-slug': ['user'],
			'canary-stage': ['user'],
			'canary-issue': ['user'],
			[FINGERPRINT]: ['user'],
			[COMMIT]: ['operator'],
		},
		isOfEvent: false,
	},
	'history export --format json': {
		args: (_, audience) => ['history', 'export', '--format', 'json', '--audience', audience],
		room: {
			'canary-slug': ['user'],
			'canary-stage': ['user'],
			'canary-issue': ['user'],
			[COMMIT]: ['operator'],
		},
		isOfEvent: false,
	},
	'history export --format csv': {
		args: (_, audience) => ['history', 'export', '--format', 'csv', '--audience', audience],
		room: { 'canary-slug': ['user'], [COMMIT]: ['operator'] },
		isOfEvent: false,
	},
};

/**
 * Whether a command's output is for somebody else, so that the audience governs it, or a view of one's own data on
 * one's own machine. A command without a row fails.
 */
const OUTLETS: Readonly<Record<string, 'governed' | 'own' | 'silent'>> = {
	'run start': 'silent',
	'run stage': 'silent',
	'run feedback': 'silent',
	'run exec': 'silent',
	'run finish': 'silent',
	'run summary': 'governed',
	'run list': 'own',
	watch: 'own',
	// What it answers is governed, see serve.test.ts.
	serve: 'silent',
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
	report: 'own',
	'report merge': 'own',
	validate: 'silent',
	// What its tools tell has a test of its own: mcp-audiences.test.ts.
	mcp: 'silent',
	// As its hover: lsp.test.ts.
	lsp: 'silent',
	completion: 'silent',
	man: 'silent',
	licenses: 'silent',
	demo: 'silent',
};

test('every command says whether the audience governs what it prints', () => {
	expect(Object.keys(OUTLETS).toSorted()).toEqual(Object.keys(EVERY_COMMAND).toSorted());
});

test('every command that is for somebody else, or that can be asked for an audience, has its calls in the table', () => {
	const governed = Object.keys(OUTLETS).filter((name) => OUTLETS[name] === 'governed');
	// What the end of a run makes for an audience leaves by the endpoint and the sinks, which have tests of their own.
	const asked = COMMANDS.filter(({ name, flags }) => 'audience' in flags && !name.startsWith('run '));
	const inTable = (name: string) =>
		Object.keys(GOVERNED).some((call) => call === name || call.startsWith(`${name} --`));
	expect([...governed, ...asked.map(({ name }) => name)].filter((name) => !inTable(name))).toEqual([]);
});

/** A git repository with an identity, a spec and a story: whatever there is to leak. */
function plant({ project, home }: Sandbox): void {
	const folder = plantCanaryProject({ project, home });
	writeFileSync(join(folder, 'story-one.md'), '# canary of a story\n');
	writeFileSync(join(project, 'failed.log'), FAILURE);
}

/** A whole run, and what its commands said on stderr. */
async function record({ run }: Sandbox, env: Readonly<Record<string, string>>) {
	const feedback = 'FEEDBACK: {"rating":2,"issues":["canary-issue"],"rec":"proceed"}';
	const start = await run(['run', 'start', 'canary-slug'], { env });
	const others = [];
	for (const args of [
		['run', 'stage', 'canary-stage', 'start'],
		['run', 'feedback', 'canary-stage', feedback],
		['run', 'exec', '--stage', 'canary-stage', '--log', '--', 'cat', 'failed.log'],
		['run', 'finish', '--status', 'success', '--commit', COMMIT],
	]) {
		others.push(await run(args, { env }));
	}
	return { runId: start.stdout.trim(), said: [start, ...others].map(({ stderr }) => stderr).join('') };
}

/** A text with everything that is packed in it unpacked. */
function unpacked(text: string): string {
	return text.replace(/"(H4sI[A-Za-z0-9+/=]+)"/g, (_, data: string) =>
		gunzipSync(Buffer.from(data, 'base64')).toString(),
	);
}

const seenIn = (text: string) =>
	CANARIES.filter(([canary]) => unpacked(text).includes(canary)).map(([canary]) => canary);

const permitted = (audience: Audience, room = ALL) =>
	CANARIES.map(([canary]) => canary).filter((canary) =>
		room[canary]?.every((dataClass) => isPermitted({ class: dataClass }, audience)),
	);

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

const SINKS = { MURMUR8_TELEMETRY_SINKS: '[{"kind":"json-file","path":"runs.jsonl"}]' };

/** Commands that take away what others could show, or record a run without canaries, come last. */
const LAST = ['history clear', 'history restore', ...Object.keys(EVERY_COMMAND).filter((name) => /^run /.test(name))];
const rank = (name: string) => (name === 'telemetry purge' ? 2 : LAST.includes(name) ? 1 : 0);
const IN_ORDER = Object.entries(EVERY_COMMAND).toSorted(([one], [other]) => rank(one) - rank(other));

const CASES = AUDIENCES.flatMap((audience) => WIRES.map((wire) => [audience, wire] as const));

describe.each(CASES)('audience %s on the %s wire', (audience, wire) => {
	// The flat wire needs run facts, which this audience withholds: nothing is queued.
	const isSent = audience !== 'off' && !(audience === 'operator-only' && wire === 'flat');

	test('the endpoint and the queue file get exactly what is permitted, and inspect shows those bytes', async () => {
		const { sandbox, portal, env } = await createWorld(audience, wire);
		portal.behaviour = { status: 503, headers: { 'retry-after': '3600' } };
		const { runId } = await record(sandbox, env);
		expect(portal.requests.length > 0).toBe(isSent);
		const queue = join(sandbox.project, '.claude', 'telemetry-failed.json');
		const queued = existsSync(queue) ? readFileSync(queue, 'utf8') : '';
		expect(seenIn(queued)).toEqual(isSent ? permitted(audience) : []);
		if (!isSent) return;
		const inspected = await sandbox.run(['telemetry', 'inspect', '--run', runId], { env });
		portal.behaviour = { status: 201, body: '{"id":"x"}' };
		await sandbox.run(['outbox', 'retry'], { env });
		for (const { raw } of portal.requests) expect(raw.equals(inspected.stdoutBytes)).toBe(true);
		const sent = portal.requests[0]?.raw.toString() ?? '';
		expect(seenIn(sent)).toEqual(permitted(audience));
		expect(sent).not.toMatch(KEPT_HOME);
	});

	test('every call for somebody else shows exactly what is permitted', async () => {
		const { sandbox, portal, env } = await createWorld(audience, wire);
		portal.behaviour = { status: 503, headers: { 'retry-after': '3600' } };
		const { runId } = await record(sandbox, env);
		for (const [name, { args, room, isOfEvent }] of Object.entries(GOVERNED)) {
			const { stdout } = await sandbox.run(args(runId, audience), { env: { ...env, ...SINKS } });
			expect(seenIn(stdout), name).toEqual(isOfEvent && !isSent ? [] : permitted(audience, room));
			expect(stdout, name).not.toMatch(KEPT_HOME);
		}
	});

	test('preview --all shows in each column what that audience may see of what is queued', async () => {
		const { sandbox, portal, env } = await createWorld(audience, wire);
		portal.behaviour = { status: 503, headers: { 'retry-after': '3600' } };
		const { runId } = await record(sandbox, env);
		const { stdout } = await sandbox.run(['telemetry-config', 'preview', '--all', '--json', '--run', runId], { env });
		const columns = JSON.parse(stdout) as Readonly<Record<Audience, unknown>>;
		expect(Object.keys(columns)).toEqual([...AUDIENCES]);
		for (const column of AUDIENCES) {
			// What is queued was projected once; what is not is shown as it would be built.
			const seen = isSent ? intersectAudiences(audience, column) : column;
			const isShown = wire === 'envelope' || seen !== 'operator-only';
			// Under `off` no log was read, whoever is asked for afterwards.
			const there = permitted(seen).filter((canary) => audience !== 'off' || canary !== FINGERPRINT);
			expect(seenIn(JSON.stringify(columns[column])), column).toEqual(isShown ? there : []);
		}
	});

	test('no command shows anybody else more, on stdout or stderr', async () => {
		const { sandbox, portal, env } = await createWorld(audience, wire);
		portal.behaviour = { status: 422, body: '{"error":"no"}' };
		const { runId, said } = await record(sandbox, env);
		const withheld = CANARIES.map(([canary]) => canary).filter((canary) => !permitted(audience).includes(canary));
		const leaked = (text: string) => seenIn(text).filter((canary) => withheld.includes(canary));
		expect(leaked(said), 'stderr of the run').toEqual([]);
		for (const [name, args] of IN_ORDER) {
			const own = name === 'outbox show' ? ['outbox', 'show', runId, '--json'] : args;
			const { stdout, stderr } = await sandbox.run(own, { env });
			const shown = seenIn(stdout);
			const outlet = OUTLETS[name];
			if (outlet === 'governed') expect(leaked(stdout), name).toEqual([]);
			if (outlet === 'silent') expect(shown, name).toEqual([]);
			if (name === 'outbox show' && isSent) {
				const { envelope } = JSON.parse(stdout) as { envelope: unknown };
				expect(seenIn(JSON.stringify(envelope)), name).toEqual(permitted(audience));
			}
			expect(leaked(stderr), `${name}, stderr`).toEqual([]);
		}
	});
});
