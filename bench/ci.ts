import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { parseArgs } from 'node:util';
import { runCiJob, runCiJobs } from '../test/support/ci-job.ts';
import { noteFigure } from './support/figures.ts';
import { machine, today } from './support/machine.ts';
import { binary } from './support/references.ts';
import { writeTable } from './support/table.ts';

const DELAY_MS = 300;
const WAIT_MS = 2_000;
const DEAD_JOBS = 20;

const { values } = parseArgs({
	options: {
		jobs: { type: 'string', default: '1000' },
		'at-once': { type: 'string', default: '2' },
		write: { type: 'boolean' },
	},
});
const jobs = Number(values.jobs);

const delivered = new Map<string, number>();
const receiver = createServer((request, response) => {
	const chunks: Buffer[] = [];
	request.on('data', (chunk: Buffer) => chunks.push(chunk));
	request.on('end', () => {
		const { slug } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { slug: string };
		setTimeout(() => {
			delivered.set(slug, (delivered.get(slug) ?? 0) + 1);
			response.writeHead(201).end('{"id":"x"}');
		}, DELAY_MS);
	});
});
const silent = createTcpServer((socket) => socket.on('error', () => {}));
const listen = (server: typeof silent | typeof receiver) =>
	new Promise<string>((resolve) => {
		server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`));
	});

const url = await listen(receiver);
const deadUrl = await listen(silent);
const startedAt = performance.now();
const results = await runCiJobs(jobs, Number(values['at-once']), (index) =>
	runCiJob([binary], `job-${index}`, { MURMUR8_TELEMETRY_URL: url }),
);
const seconds = (performance.now() - startedAt) / 1_000;
const failed = results.filter(({ exitCode }) => exitCode !== 0).length;
const twice = [...delivered.values()].filter((count) => count > 1).length;
const median = (times: readonly number[]) =>
	times.toSorted((one, other) => one - other)[times.length >> 1] ?? Number.NaN;

// The same job with an endpoint that accepts and never answers, beside the one where nothing is sent.
const dead = await runCiJobs(DEAD_JOBS, 1, (index) =>
	runCiJob([binary], `x-${index}`, { MURMUR8_TELEMETRY_URL: deadUrl }),
);
const silentJob = await runCiJobs(DEAD_JOBS, 1, (index) => runCiJob([binary], `y-${index}`, {}));
const added = median(dead.map(({ tookMs }) => tookMs)) - median(silentJob.map(({ tookMs }) => tookMs));

const share = (delivered.size / jobs) * 100;
noteFigure({ id: 'ci-delivery', value: share, reference: `${twice} twice` });
const table = [
	`\`node bench/ci.ts --jobs ${jobs} --write\`, ${today}, ${machine}; ${values['at-once']} jobs at once, ${seconds.toFixed(0)} s.`,
	'',
	'| What | Figure | Limit | within |',
	'|---|---|---|---|',
	`| finishes delivered, receiver with ${DELAY_MS} ms, process group killed and disk removed at the end | ${delivered.size} of ${jobs} (${share.toFixed(2)} %), ${twice} twice, ${failed} jobs failed | ≥ 99.9 % in 2 s, none twice | ${share >= 99.9 && twice === 0 && failed === 0 ? 'yes' : '**no**'} |`,
	`| job with a silent endpoint, over the same job without one, p50 | + ${added.toFixed(0)} ms | ≤ + ${WAIT_MS + 90} ms | ${added <= WAIT_MS + 90 ? 'yes' : '**no**'} |`,
].join('\n');
console.log(table);
if (values.write) writeTable('ci', table);
process.exit(0);
