import { join } from 'node:path';

/** Seen from the project: logs that lie here opted in. */
export const OPTED_IN = join('artifacts', 'telemetry-optin');
