import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RUNTIMES, type Runtime } from '../support/runtimes.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';
import { openTerminal } from '../support/terminal.ts';

const WORDS = 'Demonstration data: these runs never happened.';
const RUN_AT_WORK = '00000000-0000-4000-8000-000000000015';

const TEXTS = [
	['watch', '--demo'],
	['watch', '--demo', '--plain'],
	['watch', '--demo', '--once'],
	['watch', '--demo', '--screen-reader'],
	['watch', '--demo', '--once', '--run', RUN_AT_WORK],
	['history', '--demo'],
	['history', '--demo', '--all', '--plain'],
	['history', '--demo', '--stats', '--cost'],
	['insights', '--demo'],
];
const DOCUMENTS = [
	['watch', '--demo', '--json'],
	['watch', '--demo', '--once', '--json'],
	['watch', '--demo', '--once', '--json', '--run', RUN_AT_WORK],
	['history', '--demo', '--stats', '--cost', '--json'],
	['insights', '--demo', '--json'],
];

/** Every file of the project and of the user, and what is in it. */
function everything({ project, home }: Sandbox): Readonly<Record<string, string>> {
	const files = [project, home].flatMap((folder) =>
		readdirSync(folder, { withFileTypes: true, recursive: true })
			.filter((entry) => entry.isFile())
			.map(({ parentPath, name }) => join(parentPath, name)),
	);
	return Object.fromEntries(files.map((path) => [path, readFileSync(path, 'base64')]));
}

async function withOwnRun(runtime: Runtime): Promise<Sandbox> {
	const sandbox = createSandbox(runtime);
	await sandbox.run(['history', 'record', '{"slug":"my-own","status":"success"}']);
	return sandbox;
}

describe.each(RUNTIMES)('--demo on $name', (runtime) => {
	test('every text begins with what it is, every document says so, and nothing of the project is in them', async () => {
		const sandbox = await withOwnRun(runtime);
		const before = everything(sandbox);
		for (const args of TEXTS) {
			const { exitCode, stdout, stderr } = await sandbox.run(args);
			expect([exitCode, stderr], args.join(' ')).toEqual([0, '']);
			expect(stdout.startsWith(`${WORDS}\n`), args.join(' ')).toBe(true);
			expect(stdout).not.toContain('my-own');
		}
		for (const args of DOCUMENTS) {
			const { exitCode, stdout } = await sandbox.run(args);
			expect(exitCode, args.join(' ')).toBe(0);
			expect(JSON.parse(stdout), args.join(' ')).toMatchObject({ source: 'seeded' });
			expect(stdout).not.toContain('my-own');
		}
		const entries = JSON.parse((await sandbox.run(['history', '--demo', '--all', '--json'])).stdout) as object[];
		expect(entries).toHaveLength(14);
		for (const entry of entries) expect(entry).toMatchObject({ source: 'seeded' });
		expect(everything(sandbox)).toEqual(before);
	});

	test('what is not a demonstration does not say that it is one', async () => {
		const sandbox = await withOwnRun(runtime);
		for (const args of [...TEXTS, ...DOCUMENTS].filter((each) => !each.includes('--run'))) {
			if (args[0] === 'watch' && !args.includes('--once')) continue;
			const { stdout } = await sandbox.run(args.filter((word) => word !== '--demo'));
			expect(stdout, args.join(' ')).not.toMatch(/demo|seeded|never happened/i);
		}
	});
});

const [, node26] = RUNTIMES;
if (!node26) throw new Error('no runtime');

describe('off', () => {
	const REFUSALS = [
		{ name: 'the audience', env: { MURMUR8_TELEMETRY_AUDIENCE: 'off' }, words: /^murmur8: audience is off/ },
		{ name: 'DO_NOT_TRACK', env: { DO_NOT_TRACK: '1' }, words: /^murmur8: audience is off/ },
		{ name: 'an audience that nobody knows', env: { MURMUR8_TELEMETRY_AUDIENCE: 'of' }, words: /is "of"/ },
	];

	test.each(REFUSALS)('$name: no seeded data either', async ({ env, words }) => {
		const sandbox = createSandbox(node26);
		for (const command of ['watch', 'history', 'insights']) {
			const { exitCode, stdout, stderr } = await sandbox.run([command, '--demo'], { env });
			expect([exitCode, stdout], command).toEqual([2, '']);
			expect(stderr).toMatch(words);
		}
	});
});

test('it stands still, so nobody can wait for its end', async () => {
	const { exitCode, stderr } = await createSandbox(node26).run(['watch', '--demo', '--until-idle']);
	expect([exitCode, stderr.split('\n')[0]]).toEqual([2, 'murmur8: --demo and --until-idle exclude each other']);
});

describe.each([
	{ command: 'watch', ready: 'user-auth' },
	{ command: 'history', ready: 'user-auth' },
])('the $command screen of a demonstration', ({ command, ready }) => {
	const open = (columns: number) => {
		const sandbox = createSandbox(node26);
		const terminal = openTerminal({
			command: [...node26.command, command, '--demo'],
			cwd: sandbox.project,
			env: sandbox.environment,
			columns,
		});
		return { sandbox, terminal };
	};

	test.each([120, 60, 40])(
		'of %d columns says DEMO in its header, over a run too, and in its last line',
		async (columns) => {
			const { terminal, sandbox } = open(columns);
			const before = everything(sandbox);
			await terminal.waitFor(ready);
			expect(terminal.lines()[0]).toContain('DEMO');
			terminal.press('\r');
			await terminal.waitFor(/Stages|alex/);
			expect(terminal.lines()[0]).toContain('DEMO');
			terminal.press('q');
			expect((await terminal.exited).exitCode).toBe(0);
			await terminal.waitFor(new RegExp(`murmur8 ${command}: DEMO`));
			expect(everything(sandbox)).toEqual(before);
		},
	);
});

test('the history screen exports nothing that never happened', async () => {
	const sandbox = createSandbox(node26);
	const terminal = openTerminal({
		command: [...node26.command, 'history', '--demo'],
		cwd: sandbox.project,
		env: sandbox.environment,
	});
	await terminal.waitFor('14 runs');
	const before = everything(sandbox);
	terminal.press('e');
	await terminal.waitFor('demonstration data are not exported');
	expect(everything(sandbox)).toEqual(before);
});
