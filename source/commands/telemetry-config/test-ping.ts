import { nowMs, toIso } from '../../adapters/clock.ts';
import type { Handler } from '../spec.ts';
import { findProject, loadSettings } from '../workplace.ts';
import { type PingReport, ping, pingWords } from './ping.ts';

function pingJson({ outcome, durationMs, sizeBytes }: PingReport): object {
	const { kind: result, statusCode } = outcome;
	const reason = outcome.kind === 'delivered' ? undefined : outcome.reason;
	return { result, statusCode, reason, durationMs, bytes: sizeBytes, at: toIso(nowMs()) };
}

/** `telemetry-config test`: one event, sent now, and what came of it. */
export const testPing: Handler = async ({ flags }, context) => {
	const report = await ping(loadSettings(findProject(context), context.environment));
	context.print(flags['json'] ? JSON.stringify(pingJson(report)) : pingWords(report));
	return report.outcome.kind === 'delivered' ? 0 : 1;
};
