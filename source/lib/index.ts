/**
 * The library of this package: what a pipeline needs to record and send its runs by itself. It shares files and wire
 * formats with the program and with the npm package murmur8. See docs/library.md.
 */

/** gzip then base64; the same text gives the same result. */
export { compressArtifact } from '../adapters/artifacts.ts';
/** The commented template in `<folder>/.env`, and what must not be committed in `<folder>/.gitignore`. */
export { ensureDotenv, ensureGitignore } from '../adapters/project-setup.ts';
/** A UUID v4. */
export { randomUuid as generateRunId } from '../adapters/random-id.ts';
/** The shape of feedback, and the check that something has it: `{valid, errors}`. */
export { type Feedback, type FeedbackValidation, type Recommendation, validateFeedback } from '../core/feedback.ts';
export { type LoadedConfig, loadConfig, type TelemetryConfig } from './config.ts';
export { formatTelemetryConfig } from './config-text.ts';
export { ensureFeatureId } from './feature-spec.ts';
export {
	type FeedbackGate,
	normalizeFeedbackKeys,
	parseFeedbackFromOutput,
	type Rated,
	shouldPause,
} from './feedback.ts';
export { type GitContext, resolveGitContext } from './git-context.ts';
export { buildPayload, type Payload, type RunData } from './payload.ts';
export { enqueueFailure } from './queue.ts';
export { type RetryResult, retryQueue, retryQueueAsync } from './retry-queue.ts';
export { type SendResult, sendTelemetry } from './send-telemetry.ts';
