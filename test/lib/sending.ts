import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildPayload, type Payload } from '../../source/lib/index.ts';
import { startPortal } from '../support/portal.ts';
import { temporaryFolder } from '../support/sandbox.ts';
import { sampleRunData } from './sample-run.ts';

export const newQueue = () => join(temporaryFolder(), 'queue.json');
export const readQueue = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Payload[];
export const payload = (more: Readonly<Record<string, unknown>> = {}) => buildPayload(sampleRunData(more));

/** A URL where nothing listens. */
export async function deadUrl(): Promise<string> {
	const portal = await startPortal();
	await portal.stop();
	return portal.url;
}
