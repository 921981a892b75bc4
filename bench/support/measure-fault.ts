import { spawn } from 'node:child_process';
import type { FaultCase } from '../../test/faults/http/case.ts';
import { type Certificates, openStage } from '../../test/faults/http/stage.ts';
import type { ChildOrder, ChildReport } from './fault-child.ts';

export interface Measured extends ChildReport {
	/** How long the process was still there after its work. */
	readonly lingerMs: number;
}

export interface Tools {
	readonly child: string;
	readonly certificates: Certificates;
	readonly trustedPath: string;
	readonly warmUpUrl: string;
}

/** Real ones are ten and three seconds; these keep the run short. */
export const DEADLINE_MS = 1_000;
export const CONNECT_LIMIT_MS = 500;
/** A client that is still there then hangs. */
const PATIENCE_MS = 2.5 * DEADLINE_MS;

/** Sends one event in a process of its own. Undefined: it had to be killed. */
export async function measureFault(
	fault: FaultCase,
	client: ChildOrder['client'],
	{ child, certificates, trustedPath, warmUpUrl }: Tools,
): Promise<Measured | undefined> {
	const stage = await openStage(fault, certificates);
	const order: ChildOrder = {
		url: stage.url,
		key: 'bench',
		runId: 'bench',
		bodyBytes: fault.bodyBytes ?? 10_000,
		deadlineMs: DEADLINE_MS,
		connectLimitMs: CONNECT_LIMIT_MS,
		environment: stage.environment,
		warmUpUrl,
		client,
	};
	const env = { PATH: process.env['PATH'], NODE_EXTRA_CA_CERTS: trustedPath };
	try {
		return await new Promise((resolve, reject) => {
			const process_ = spawn(process.execPath, [child, JSON.stringify(order)], {
				env,
				stdio: ['ignore', 'pipe', 'inherit'],
			});
			// Start-up and warm-up are not the client's.
			const timer = setTimeout(() => process_.kill('SIGKILL'), PATIENCE_MS + 1_500);
			let text = '';
			process_.stdout.setEncoding('utf8').on('data', (chunk: string) => {
				text += chunk;
			});
			process_.on('error', reject);
			process_.on('close', () => {
				clearTimeout(timer);
				if (text === '') return resolve(undefined);
				const report = JSON.parse(text) as ChildReport;
				resolve({ ...report, lingerMs: Date.now() - report.endedAtMs });
			});
		});
	} finally {
		await stage.stop();
	}
}
