import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import {
	createProtocolConnection,
	DidChangeTextDocumentNotification,
	DidOpenTextDocumentNotification,
	InitializedNotification,
	InitializeRequest,
	PublishDiagnosticsNotification,
	StreamMessageReader,
	StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { machine, today } from './support/machine.ts';
import { type Figures, figuresOf } from './support/measure.ts';
import { buildReferences, bundle } from './support/references.ts';
import { type Measured, renderMeasured, writeTable } from './support/table.ts';

/** What agents and editors wait for: the first answer of `mcp` and `lsp`, 1,000 specs, an edit, a call. */
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '15' }, write: { type: 'boolean' } } });
const rounds = Number(values.rounds);
const SPECS = 1_000;
const RUNS = 1_000;
/** What a start may add to that of bare Node. */
const MOST_ADDED_MS = 150;

await buildReferences();
const base = mkdtempSync(join(tmpdir(), 'murmur8-bench-servers-'));
const project = join(base, 'project');
const env = { PATH: process.env['PATH'] ?? '', HOME: base, TMPDIR: tmpdir() };
const start = (args: readonly string[]) => spawn(process.execPath, [...args], { cwd: project, env });

const TICK_MS = 10;

/** Milliseconds of processors that a process has used so far. */
function cpuOf({ pid }: ChildProcessWithoutNullStreams): number {
	const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
	return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

interface Start {
	readonly wallMs: number;
	readonly cpuMs: number;
}

/** What passes from now on until it is asked, by the clock and of processors. */
function clock(child: ChildProcessWithoutNullStreams): () => Start {
	const [startedAt, before] = [performance.now(), cpuOf(child)];
	return () => ({ wallMs: performance.now() - startedAt, cpuMs: cpuOf(child) - before });
}

/** Judged by the time of processors, which is counted in steps of 10 ms: only the mean of many is finer. */
function row(name: string, times: readonly Start[], mostMs: number): Measured {
	const cpuMs = times.reduce((sum, time) => sum + time.cpuMs, 0) / times.length;
	const wall = figuresOf(times.map(({ wallMs }) => wallMs));
	return {
		name,
		figure: `${cpuMs.toFixed(1)} ms (by the clock p50 ${wall.medianMs.toFixed(1)}, p95 ${wall.p95Ms.toFixed(1)})`,
		limit: `≤ ${mostMs} ms`,
		isWithin: cpuMs <= mostMs,
	};
}

/** From the start of a process to the first byte that it says. */
async function firstAnswer(args: readonly string[], request: string): Promise<Start> {
	const startedAt = performance.now();
	const child = start(args);
	child.stdin.write(request);
	await once(child.stdout, 'data');
	const figures = { wallMs: performance.now() - startedAt, cpuMs: cpuOf(child) };
	child.kill();
	await once(child, 'exit');
	return figures;
}

const initialize = (params: object) => JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params });
const toMcp = `${initialize({ protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'a', version: '1' } })}\n`;
const lspBody = initialize({ processId: null, rootUri: null, capabilities: {} });
const toLsp = `Content-Length: ${lspBody.length}\r\n\r\n${lspBody}`;
const BARE = ['-e', 'process.stdout.write("x"); setInterval(() => {}, 1e6)'];

const STARTS: readonly (readonly [name: string, args: readonly string[], request: string])[] = [
	['bare Node', BARE, ''],
	['mcp', [bundle, 'mcp'], toMcp],
	['lsp', [bundle, 'lsp'], toLsp],
];

async function benchStarts(): Promise<readonly Measured[]> {
	const found = new Map<string, Start[]>(STARTS.map(([name]) => [name, []]));
	for (let round = 0; round <= rounds; round++) {
		for (const [name, args, request] of STARTS) {
			const figures = await firstAnswer(args, request);
			if (round > 0) found.get(name)?.push(figures);
		}
	}
	const of = (name: string, pick: (figures: Start) => number): Figures => figuresOf((found.get(name) ?? []).map(pick));
	const [bareWall, bareCpu] = [of('bare Node', ({ wallMs }) => wallMs), of('bare Node', ({ cpuMs }) => cpuMs)];
	return ['mcp', 'lsp'].map((name): Measured => {
		const [wall, cpu] = [of(name, ({ wallMs }) => wallMs), of(name, ({ cpuMs }) => cpuMs)];
		const added = cpu.medianMs - bareCpu.medianMs;
		return {
			name: `${name}: start to first answer`,
			figure: `+ ${added} ms (${cpu.medianMs}, bare Node ${bareCpu.medianMs}; by the clock ${wall.medianMs.toFixed(0)} and ${bareWall.medianMs.toFixed(0)})`,
			limit: `≤ + ${MOST_ADDED_MS} ms`,
			isWithin: added <= MOST_ADDED_MS,
		};
	});
}

const uuid = (index: number) => `7d0c6f1e-93a5-4b7f-8a53-${index.toString(16).padStart(12, '0')}`;
const specPath = (index: number) =>
	join(project, '.blueprint', 'features', `feature_number-${String(index).padStart(4, '0')}`, 'FEATURE_SPEC.md');
const specText = (id: string, more = '') =>
	`---\nfeatureId: ${id}\n---\n# Feature\n\n## Intent\n${'Words of a spec. '.repeat(120)}\n\n## Scope\n- a\n\n## Actors\n- b\n${more}`;
const uriOf = (index: number) => String(pathToFileURL(specPath(index)));

async function benchLsp(): Promise<readonly Measured[]> {
	for (let index = 0; index < SPECS; index++) {
		mkdirSync(join(specPath(index), '..'), { recursive: true });
		// The last one has the id of the first: that can be known only when all are.
		writeFileSync(specPath(index), specText(uuid(index === SPECS - 1 ? 0 : index)));
	}
	const indexed: Start[] = [];
	const edits: Start[] = [];
	for (let round = 0; round < Math.max(3, rounds / 3); round++) {
		const child = start([bundle, 'lsp']);
		const connection = createProtocolConnection(
			new StreamMessageReader(child.stdout),
			new StreamMessageWriter(child.stdin),
		);
		let onSaid: (uri: string, version: number | undefined) => void = () => {};
		const saidOf = (uri: string, version?: number) =>
			new Promise<void>((done) => {
				onSaid = (found, of) => {
					if (found === uri && of === version) done();
				};
			});
		connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, version }) => onSaid(uri, version));
		connection.listen();
		await connection.sendRequest(InitializeRequest.type, {
			processId: null,
			rootUri: String(pathToFileURL(project)),
			capabilities: {},
		});
		const all = saidOf(uriOf(SPECS - 1));
		const sinceStart = clock(child);
		await connection.sendNotification(InitializedNotification.type, {});
		await all;
		indexed.push(sinceStart());
		const uri = uriOf(SPECS - 1);
		const opened = saidOf(uri, 1);
		const text = specText(uuid(0));
		await connection.sendNotification(DidOpenTextDocumentNotification.type, {
			textDocument: { uri, languageId: 'markdown', version: 1, text },
		});
		await opened;
		for (let version = 2; version < 12; version++) {
			const answered = saidOf(uri, version);
			const sinceEdit = clock(child);
			// From one shared id to another: two other files are told of it, too.
			await connection.sendNotification(DidChangeTextDocumentNotification.type, {
				textDocument: { uri, version },
				contentChanges: [{ text: specText(uuid(version % 5)) }],
			});
			await answered;
			edits.push(sinceEdit());
		}
		connection.dispose();
		child.kill();
		await once(child, 'exit');
	}
	return [
		row(`lsp: ${SPECS} specs looked at, what is wrong with them told`, indexed, 1_000),
		row('lsp: an edit answered, with that many', edits, 50),
	];
}

async function benchCalls(): Promise<readonly Measured[]> {
	const at = (index: number) => new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString();
	const stages = { alex: { status: 'success', durationMs: 1_000, tokens: { input: 1_000, output: 100 }, cost: 0.1 } };
	const entries = Array.from({ length: RUNS }, (_, index) => ({
		slug: `feature-${index % 50}`,
		status: index % 7 === 0 ? 'failed' : 'success',
		startedAt: at(index),
		completedAt: at(index + 1),
		totalDurationMs: 60_000,
		stages,
	}));
	mkdirSync(join(project, '.claude'), { recursive: true });
	writeFileSync(join(project, '.claude', 'pipeline-history.json'), JSON.stringify(entries));
	// Any view takes them over into the database.
	await once(start([bundle, 'history', '--stats']), 'exit');
	const child = start([bundle, 'mcp']);
	let said = '';
	let onLine = () => {};
	child.stdout.on('data', (chunk: Buffer) => {
		said += chunk.toString();
		if (said.endsWith('\n')) onLine();
	});
	const ask = async (request: string) => {
		said = '';
		const answered = new Promise<void>((done) => {
			onLine = done;
		});
		const sinceAsked = clock(child);
		child.stdin.write(request);
		await answered;
		return sinceAsked();
	};
	await ask(toMcp);
	const call = (name: string) =>
		`${JSON.stringify({ jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name, arguments: {} } })}\n`;
	const rows: Measured[] = [];
	for (const name of ['run_history', 'insights', 'telemetry_snapshot']) {
		// The first call reads what later ones need not read again.
		await ask(call(name));
		const times: Start[] = [];
		for (let round = 0; round < 3 * rounds; round++) times.push(await ask(call(name)));
		rows.push(row(`mcp: ${name} over ${RUNS} runs`, times, 50));
	}
	child.kill();
	await once(child, 'exit');
	return rows;
}

try {
	mkdirSync(project, { recursive: true });
	const rows = [...(await benchStarts()), ...(await benchLsp()), ...(await benchCalls())];
	const table = renderMeasured(
		`\`node bench/servers.ts --rounds ${rounds} --write\`, ${today}, ${machine}; the bundle on Node, starts interleaved. Figures are times of processors, mean (starts: median).`,
		rows,
	);
	console.log(table);
	if (values.write) writeTable('servers', table);
} finally {
	rmSync(base, { recursive: true, force: true });
}
