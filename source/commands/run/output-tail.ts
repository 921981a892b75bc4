import { ByteTail } from '../../core/byte-tail.ts';

/** So much of the end of an output is kept; what a command failed of stands there. */
export const KEPT_BYTES = 4 * 1024 * 1024;
/** Before that, read but not kept: what began in it (a key of many lines) is known for what it is. */
export const LEAD_BYTES = 64 * 1024;

/** The end of a command's output, in memory: nothing raw touches the disk, and nothing is done while the command runs. */
export const createOutputTail = (): ByteTail => new ByteTail(KEPT_BYTES + LEAD_BYTES);
