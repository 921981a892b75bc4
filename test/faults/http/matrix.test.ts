import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, describe, onTestFinished, test } from 'vitest';
import { hasOpenssl } from '../../support/certificates.ts';
import { GROUPS } from './cases/all.ts';
import { checkRequests, checkResult, LONG_MS, orderFor } from './check.ts';
import { carryOut, requestOf } from './order.ts';
import { type Certificates, makeCertificates, openStage, trustedOf } from './stage.ts';

const folder = mkdtempSync(join(tmpdir(), 'murmur8-faults-'));
let certificates: Certificates;

beforeAll(() => {
	certificates = makeCertificates(folder);
	setDefaultCACertificates([...getCACertificates('default'), ...trustedOf(certificates)]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// A bound against hanging for ever; nothing is timed by it.
describe.skipIf(!hasOpenssl).each(Object.entries(GROUPS))('%s: it', { timeout: LONG_MS }, (_group, cases) => {
	test.each(cases)('$name', async (fault) => {
		const stage = await openStage(fault, certificates);
		onTestFinished(stage.stop);
		const order = orderFor(fault, stage);
		const request = requestOf(order);
		checkResult(fault, order, await carryOut(order, request));
		checkRequests(fault, stage, request);
	});
});
