/**
 * A process that records runs through the functions of the commands, and delivers and publishes as the background
 * process does. Started by the harness, which reads on stdout what is done and may kill it at any moment.
 */
import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { resolveProject } from '../../source/adapters/paths.ts';
import { DEFAULT_PRICING } from '../../source/core/money.ts';
import { deliveryMode } from '../../source/core/settings/delivery-mode.ts';
import { resolveSettings } from '../../source/core/settings/resolve.ts';
import { carryOut } from '../../source/delivery/background.ts';
import type { BackgroundOrder } from '../../source/delivery/start-background.ts';
import { recordFinish } from '../../source/lifecycle/finish.ts';
import { recordStage } from '../../source/lifecycle/stage.ts';
import { recordStart } from '../../source/lifecycle/start.ts';
import { openDatabase } from '../../source/store/database.ts';
import type { RecorderOrder } from './recorder-order.ts';

const order = JSON.parse(process.argv[2] ?? '') as RecorderOrder;
const project = resolveProject(order.root, '');
const environment = { MURMUR8_TELEMETRY_URL: order.url, MURMUR8_TELEMETRY_KEY: order.key };
const settings = resolveSettings({ flags: {}, environment, dotenv: {} });
const mode = deliveryMode(settings);
if (mode.kind === 'inactive') throw new Error(mode.message);
const { key, audience, wire, timeoutMs, maxBytes, queuePath } = settings.values;
const background: BackgroundOrder = {
	project,
	queueSetting: queuePath,
	sender: { url: mode.endpoint.url, key, audience, wire, timeoutMs, maxBytes },
	sinks: undefined,
	userAgent: 'murmur8/0.0.0-test',
};
const LONGEST_PASS_MS = 30_000;

/** A line that is out is an acknowledgement: what it says must survive everything. */
const say = (line: string) => void writeSync(1, `${line}\n`);

/** One run as three commands record it, each with the database opened anew. */
async function recordRun(slug: string): Promise<void> {
	const runId = randomUUID();
	const withDatabase = async (work: (database: ReturnType<typeof openDatabase>) => void | Promise<void>) => {
		const database = openDatabase(project.databasePath);
		try {
			await work(database);
		} finally {
			database.close();
		}
	};
	await withDatabase((database) => {
		recordStart(database, project, { runId, slug, type: 'feature' }, Date.now());
	});
	say(`start ${runId}`);
	await withDatabase((database) => {
		recordStage(database, runId, 'alex', 'start', {}, Date.now());
		recordStage(database, runId, 'alex', 'done', {}, Date.now());
	});
	await withDatabase(async (database) => {
		const tools = { database, project, environment: {}, settings, usageEvents: [], pricing: DEFAULT_PRICING };
		const request = { status: 'success', feedbackWithheld: false } as const;
		const result = await recordFinish({ ...tools, recorder: 'murmur8-cli/0.0.0', nowMs: Date.now() }, runId, request);
		if (result.kind !== 'queued') throw new Error(`${runId}: ${result.kind}`);
	});
	say(`finish ${runId}`);
}

say('ready');
for (let index = 0; index < order.runs; index++) {
	if (order.work !== 'deliver') await recordRun(order.slugs[index % order.slugs.length] ?? 'user-auth');
	if (order.work === 'record') continue;
	await carryOut(background, () => LONGEST_PASS_MS);
	say('delivered');
}
