import type { FaultCase } from '../case.ts';
import { ANSWERS } from './answers.ts';
import { CONNECTIONS } from './connections.ts';
import { PROXIES } from './proxies.ts';
import { REDIRECTS } from './redirects.ts';
import { STATUSES } from './statuses.ts';
import { TLS } from './tls.ts';

/** The whole matrix, by what it is about. */
export const GROUPS: Readonly<Record<string, readonly FaultCase[]>> = {
	connections: CONNECTIONS,
	answers: ANSWERS,
	statuses: STATUSES,
	redirects: REDIRECTS,
	'TLS and addresses': TLS,
	proxies: PROXIES,
};
