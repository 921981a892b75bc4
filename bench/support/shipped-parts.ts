/** What works on logs and paths: the entry of the bundle that `shipped.ts` makes. */
export { Codeowners } from '../../source/failures/owners/codeowners.ts';
export { createEngine } from '../../source/failures/sanitise/sanitise.ts';
export { Sanitiser } from '../../source/failures/sanitise/stream/sanitiser.ts';
export { TemplateMiner } from '../../source/failures/templates/miner.ts';
export { extractTraces, TraceExtractor } from '../../source/failures/traces/extractor.ts';
