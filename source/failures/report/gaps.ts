import type { Evidence } from './evidence.ts';

/** A place that logs could have come from and did not, with the request to opt in. */
export interface Gap {
	readonly provider: string;
	readonly request: string;
}

/** Who makes logs, and how each opts in. */
const REQUESTS: Readonly<Record<string, string>> = {
	murmur8: 'Start commands with TELEMETRY=1 murmur8 run exec <slug> -- <command>: their output is kept, sanitised.',
	github: 'Set TELEMETRY: "1" for the job and put its logs and test results under artifacts/telemetry-optin/.',
	gitlab: 'Set TELEMETRY: "1" in variables: and put logs and test results under artifacts/telemetry-optin/.',
	jenkins: "Set TELEMETRY = '1' in environment {} and archive logs and test results under artifacts/telemetry-optin/.",
};

/** What anyone can do, whoever makes the logs. */
export const VOUCH_HINT = 'murmur8 report --opt-in <files or folders…> reads what you name; so you vouch for it.';

/** Where nothing at all was read, everybody who could have opted in; else somebody did. */
export const gapsOf = ({ sources, problems }: Evidence): readonly Gap[] =>
	sources.size + problems.length > 0
		? []
		: Object.entries(REQUESTS).map(([provider, request]) => ({ provider, request }));
