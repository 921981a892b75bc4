import { randomUUID } from 'node:crypto';
import type { SendRequest } from '../../source/delivery/send.ts';
import { toBody } from './store.ts';

/** A POST of a small body, without a key, with time enough. */
export const requestTo = (url: string, more: Partial<SendRequest> = {}): SendRequest => ({
	url,
	key: undefined,
	runId: randomUUID(),
	body: toBody('{"slug":"user-auth"}'),
	retryCount: 0,
	deadlineMs: 20_000,
	userAgent: 'murmur8/0.0.0-test',
	...more,
});
