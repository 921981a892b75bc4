import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPortal } from '../support/portal.ts';
import { RUNTIMES, type Runtime } from '../support/runtimes.ts';
import { createSandbox, runCommand, type Sandbox, temporaryFolder } from '../support/sandbox.ts';

const root = resolve(import.meta.dirname, '..', '..');
const SPEC = join('.blueprint', 'features', 'feature_user-auth', 'FEATURE_SPEC.md');

/** The runtimes without the program: they are given a script. */
const SCRIPT_RUNTIMES: readonly Runtime[] = RUNTIMES.filter(({ name }) => name !== 'binary').map((runtime) => {
	const [file, ...args] = runtime.command;
	return { ...runtime, command: [file, ...args.slice(0, -1)] };
});
const NODES = SCRIPT_RUNTIMES.filter(({ name }) => name.startsWith('Node'));

/** What `npm install` would put into `node_modules`. */
let packageFolder: string;
let packedFiles: readonly string[];

beforeAll(() => {
	const base = mkdtempSync(join(tmpdir(), 'murmur8-pack-'));
	packageFolder = join(base, 'package');
	const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', base];
	const environment = { PATH: process.env['PATH'] ?? '', HOME: base, npm_config_update_notifier: 'false' };
	const output = execFileSync('npm', args, { cwd: root, env: environment, encoding: 'utf8', stdio: 'pipe' });
	const [packed] = JSON.parse(output) as { filename: string; files: { path: string }[] }[];
	if (!packed) throw new Error('npm packed nothing');
	packedFiles = packed.files.map(({ path }) => path);
	execFileSync('tar', ['-xzf', join(base, packed.filename), '-C', base]);
});

afterAll(() => {
	rmSync(dirname(packageFolder), { recursive: true, force: true });
});

function install(folder: string): void {
	cpSync(packageFolder, join(folder, 'node_modules', 'murmur8-cli'), { recursive: true });
	writeFileSync(join(folder, 'package.json'), '{"type":"module","dependencies":{"murmur8-cli":"*"}}\n');
}

/** A project that has the package installed. */
function createProject(runtime: Runtime): Sandbox {
	const sandbox = createSandbox(runtime);
	install(sandbox.project);
	return sandbox;
}

/** The example of the documentation, so that it can't rot. */
function readExample(): string {
	const text = readFileSync(join(root, 'docs', 'library.md'), 'utf8');
	const code = /```ts\n(.*?)```/s.exec(text)?.[1];
	if (code === undefined) throw new Error('docs/library.md has no example');
	return code;
}

test('the package has the library and its types, and no sources', () => {
	expect(packedFiles).toEqual(expect.arrayContaining(['dist/lib/index.js', 'dist/lib/index.d.ts', 'dist/murmur8.mjs']));
	expect(packedFiles.filter((path) => !/^(?:dist\/|package\.json$|README\.md$|LICENSE$)/.test(path))).toEqual([]);
});

describe.each(SCRIPT_RUNTIMES)('the documented example on $name', (runtime) => {
	test('delivers, keeps what nobody answers, and delivers that first', async () => {
		const portal = await startPortal();
		const sandbox = createProject(runtime);
		const { project, run } = sandbox;
		writeFileSync(join(project, 'example.js'), readExample());
		writeFileSync(
			join(project, '.env'),
			`MURMUR8_TELEMETRY_URL=${portal.url}\nMURMUR8_TELEMETRY_KEY="${portal.key}"\n`,
		);
		expect(await run(['example.js'])).toMatchObject({ exitCode: 0, stdout: 'delivered\n', stderr: '' });
		const [{ body } = { body: undefined }] = portal.accepted();
		const spec = readFileSync(join(project, SPEC), 'utf8');
		expect(body).toMatchObject({ slug: 'user-auth', status: 'success', featureSpec: spec });
		expect(gunzipSync(Buffer.from(body.artifacts['FEATURE_SPEC.md'], 'base64')).toString()).toBe(spec);
		expect(spec).toContain(`featureId: ${body.featureId}`);

		await portal.stop();
		expect((await run(['example.js'])).stdout).toMatch(/^not delivered \(.+\), queued: true\n$/);
		const queue = join(project, '.claude', 'telemetry-failed.json');
		const [waiting] = JSON.parse(readFileSync(queue, 'utf8')) as { runId: string }[];

		await portal.restart();
		expect((await run(['example.js'])).stdout).toBe('delivered\n');
		expect(portal.accepted()).toHaveLength(3);
		expect(portal.accepted()[1]?.body.runId).toBe(waiting?.runId);
		expect(readFileSync(queue, 'utf8')).toBe('[]');
	});
});

test.each(NODES)('require gives the same on $name', async (runtime) => {
	const { project, run } = createProject(runtime);
	writeFileSync(
		join(project, 'names.cjs'),
		`const library = require('murmur8-cli');
		import('murmur8-cli').then((same) => console.log(library.loadConfig === same.loadConfig, library.loadConfig('none')));`,
	);
	const { stdout, stderr } = await run(['names.cjs']);
	expect(stderr).toBe('');
	expect(stdout).toBe("true { url: null, key: null, queuePath: '.claude/telemetry-failed.json' }\n");
});

test('importing it reads no file of the project and leaves none', async () => {
	const [runtime] = NODES;
	if (!runtime) throw new Error('no Node');
	const { project, run } = createProject(runtime);
	rmSync(join(project, '.claude'), { recursive: true });
	writeFileSync(join(project, 'import.js'), "import 'murmur8-cli';\n");
	expect(await run(['import.js'])).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
	expect(existsSync(join(project, '.claude'))).toBe(false);
});

describe('the types', () => {
	const compiler = join(root, 'node_modules', '.bin', 'tsc');

	function check(code: string, options: Readonly<Record<string, unknown>>, extension = 'ts') {
		const folder = temporaryFolder();
		install(folder);
		mkdirSync(join(folder, 'source'));
		writeFileSync(join(folder, 'source', `consumer.${extension}`), code);
		const compilerOptions = { strict: true, noEmit: true, module: 'nodenext', target: 'es2024', ...options };
		writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['source'] }));
		return runCommand([process.execPath, compiler, '-p', '.'], { cwd: folder, env: {}, input: '' });
	}

	const CONSUMER = `
		import { type Feedback, type Payload, type SendResult, type TelemetryConfig, buildPayload, retryQueue, sendTelemetry } from 'murmur8-cli';
		const feedback: Feedback = { rating: 4, issues: [], recommendation: 'proceed' };
		const config: TelemetryConfig = { url: null, key: null };
		const payload: Payload = buildPayload({ slug: 'a', status: 'success', startedAt: '', completedAt: '', totalDurationMs: 0, feedback: { alex: feedback } });
		export const result: Promise<SendResult> = sendTelemetry(payload, config);
		export const kept: number = retryQueue('queue.json', ({ runId }) => runId !== '').kept;
		// @ts-expect-error the audience is one of four
		export const wrong: TelemetryConfig = { audience: 'everybody' };
	`;

	test.each([
		['nodenext', { lib: ['es2024'] }],
		['a bundler', { lib: ['es2024'], module: 'preserve', moduleResolution: 'bundler' }],
	])('need none of Node, for %s', async (_, options) => {
		const strictest = { types: [], skipLibCheck: false, exactOptionalPropertyTypes: true };
		expect(await check(CONSUMER, { ...options, ...strictest })).toMatchObject({ stdout: '', exitCode: 0 });
	});

	test('serve CommonJS', async () => {
		const code = "import library = require('murmur8-cli');\nexport const id: string = library.generateRunId();\n";
		expect(await check(code, { types: [] }, 'cts')).toMatchObject({ stdout: '', exitCode: 0 });
	});

	test('fit the documented example', async () => {
		const options = { types: ['node'], typeRoots: [join(root, 'node_modules', '@types')] };
		expect(await check(readExample(), options)).toMatchObject({ stdout: '', exitCode: 0 });
	});
});
