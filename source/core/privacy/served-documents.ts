import { DIGEST_REGISTRY } from './digest-registry.ts';
import { REPORT_REGISTRY } from './report-registry.ts';
import { STATUS_REGISTRY } from './status-registry.ts';

/**
 * Documents that only programs which ask for them are given. Apart from the others, so that commands which tell nobody
 * do not carry their registries.
 */
export const SERVED_DOCUMENTS = {
	status: { fields: STATUS_REGISTRY },
	report: { fields: REPORT_REGISTRY },
	digest: { fields: DIGEST_REGISTRY },
} as const;
