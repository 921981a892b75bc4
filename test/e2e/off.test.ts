import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EVERY_COMMAND } from '../support/every-command.ts';
import { startReceiver } from '../support/http-receiver.ts';
import { startPortal } from '../support/portal.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';
import { query } from '../support/state.ts';

interface WayOff {
	readonly name: string;
	readonly env?: Readonly<Record<string, string>>;
	readonly plant?: (sandbox: Sandbox) => void;
	/** For `run finish`, the only command that takes it. */
	readonly flags?: readonly string[];
}

const VARIABLE = 'MURMUR8_TELEMETRY_AUDIENCE';

function writeJson(folder: string, name: string, value: unknown): void {
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, name), JSON.stringify(value));
}

const WAYS: readonly WayOff[] = [
	{ name: 'the environment', env: { [VARIABLE]: 'off' } },
	{ name: 'an empty variable', env: { [VARIABLE]: '' } },
	{ name: 'DO_NOT_TRACK', env: { DO_NOT_TRACK: '1' } },
	{ name: '.env', plant: ({ project }) => writeFileSync(join(project, '.env'), `${VARIABLE}=OFF\n`) },
	{
		name: 'the project’s settings',
		plant: ({ project }) => writeJson(join(project, '.claude'), 'telemetry-config.json', { audience: 'off' }),
	},
	{
		name: 'the user’s settings',
		plant: ({ home }) => writeJson(join(home, '.config', 'murmur8'), 'config.json', { audience: 'off' }),
	},
	{ name: 'a flag', flags: ['--audience', 'off'] },
];

/** What only telemetry writes. */
const TABLES = ['outbox', 'dead_letter', 'audit', 'delivery', 'sink_series', 'sink_source', 'sink_result'];

/** The one takes away what the others left; the other has a project and a receiver of its own. */
const NOT_HERE: ReadonlySet<string> = new Set(['telemetry purge', 'demo']);

/** One call each of every command that is not asked for telemetry; with a flag alone, the run commands. */
function callsOf({ flags }: WayOff): readonly (readonly string[])[] {
	const calls = Object.entries(EVERY_COMMAND).filter(([name]) => !NOT_HERE.has(name));
	if (!flags) return calls.map(([, args]) => args);
	return calls
		.filter(([name]) => name.startsWith('run '))
		.map(([name, args]) => (name === 'run finish' ? [...args, ...flags] : args));
}

describe.each(RUNTIMES)('off on $name', (runtime) => {
	const ways = runtime === RUNTIMES[0] ? WAYS : WAYS.slice(0, 1);
	test.each(ways)(
		'by $name: no request, no row, no line, no change of the queue; the run is in the history',
		async (way) => {
			const portal = await startPortal();
			const backend = await startReceiver();
			const sandbox = createSandbox(runtime, {
				MURMUR8_TELEMETRY_SINKS: JSON.stringify([
					{ kind: 'otlp', endpoint: backend.url },
					{ kind: 'json-file', path: 'runs.jsonl' },
				]),
				MURMUR8_TELEMETRY_URL: portal.url,
				MURMUR8_TELEMETRY_KEY: portal.key,
				CI: 'true',
				...way.env,
			});
			way.plant?.(sandbox);
			const queue = join(sandbox.project, '.claude', 'telemetry-failed.json');
			// With a flag, `run start` is not off, and takes over what another program queued.
			const theirs = way.flags ? '[]' : JSON.stringify([{ runId: 'theirs', run: { slug: 'theirs' } }]);
			mkdirSync(join(sandbox.project, '.claude'), { recursive: true });
			writeFileSync(queue, theirs);
			for (const args of callsOf(way)) await sandbox.run(args);
			expect(portal.requests).toEqual([]);
			expect(backend.received).toEqual([]);
			expect(existsSync(join(sandbox.project, 'runs.jsonl'))).toBe(false);
			expect(readFileSync(queue, 'utf8')).toBe(theirs);
			for (const table of TABLES) {
				expect(query(sandbox.project, `SELECT * FROM ${table}`), table).toEqual([]);
			}
			expect(query(sandbox.project, 'SELECT slug, status FROM run')).toEqual([
				{ slug: 'user-auth', status: 'success' },
			]);
			const history = join(sandbox.project, '.claude', 'pipeline-history.json');
			expect(existsSync(history) && readFileSync(history, 'utf8')).toContain('user-auth');
			// Last, as it takes away what would have shown.
			expect(await sandbox.run(['telemetry', 'purge', '--force'])).toMatchObject({ exitCode: 0 });
			expect(query(sandbox.project, 'SELECT * FROM audit')).toEqual([]);
		},
	);
});
