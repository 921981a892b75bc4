import { createEngine, Sanitiser } from './shipped.ts';
import { inChunks } from './timing.ts';

export const engine = createEngine();

/** Sanitises a log as it comes from a file; what is written goes nowhere. */
export function sanitise(log: Buffer): void {
	const sanitiser = new Sanitiser(engine, () => {});
	inChunks(log, (chunk) => sanitiser.push(chunk));
	sanitiser.end();
}
