import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, onTestFinished, test } from 'vitest';
import { hasOpenssl } from '../../support/certificates.ts';
import { RUNTIMES } from '../../support/runtimes.ts';
import { GROUPS } from './cases/all.ts';
import { checkRequests, checkResult, LONG_MS, orderFor } from './check.ts';
import { buildChild, type Messenger, startMessenger } from './messenger.ts';
import { requestOf } from './order.ts';
import { type Certificates, makeCertificates, openStage, trustedOf } from './stage.ts';

const folder = mkdtempSync(join(tmpdir(), 'murmur8-faults-'));
const bundle = join(folder, 'trusted.pem');
let certificates: Certificates;
let child: string;

beforeAll(async () => {
	certificates = makeCertificates(folder);
	writeFileSync(bundle, trustedOf(certificates).join(''));
	child = await buildChild(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Node 26 is what `matrix.test.ts` runs on; the binary is that Node. */
const OTHERS = RUNTIMES.filter(({ name }) => name === 'Node 22.13' || name === 'Deno');

describe.skipIf(!hasOpenssl).each(OTHERS)('on $name', { timeout: LONG_MS }, ({ name, command }) => {
	let messenger: Messenger;
	beforeAll(() => {
		const env = { PATH: process.env['PATH'] ?? '', HOME: folder, NODE_EXTRA_CA_CERTS: bundle, DENO_DIR: folder };
		messenger = startMessenger([...command.slice(0, -1), child], env);
	});
	afterAll(() => messenger.stop());

	describe.each(Object.entries(GROUPS))('%s: it', (_group, cases) => {
		test.each(cases)('$name', async (fault) => {
			const stage = await openStage(fault, certificates);
			onTestFinished(stage.stop);
			const isDeno = name === 'Deno';
			const order = orderFor(fault, stage, isDeno);
			checkResult(fault, order, await messenger.carryOut(order), isDeno);
			checkRequests(fault, stage, requestOf(order));
		});
	});
});
