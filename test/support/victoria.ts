import { unusedPort } from '../faults/http/server.ts';
import { findTool, startDaemon } from './daemon.ts';
import { temporaryFolder } from './sandbox.ts';

const program = findTool('victoria-metrics', 'victoria-metrics');
export const hasVictoria = program !== undefined;

export type QueryRow = readonly [labels: Readonly<Record<string, string>>, value: string];

export interface Victoria {
	/** Where OTLP goes. */
	readonly endpoint: string;
	/** What an instant query gives now. @throws where the query is none */
	readonly query: (text: string) => Promise<readonly QueryRow[]>;
}

/** A VictoriaMetrics of a test's own, on loopback. */
export async function startVictoria(): Promise<Victoria> {
	const folder = temporaryFolder();
	const port = await unusedPort();
	const base = `http://127.0.0.1:${port}`;
	const flags = [
		`-storageDataPath=${folder}`,
		`-httpListenAddr=127.0.0.1:${port}`,
		// What was just written is found, and a small machine is enough.
		'-search.latencyOffset=0s',
		'-memory.allowedBytes=67108864',
	];
	await startDaemon([program ?? '', ...flags], folder, () =>
		fetch(`${base}/health`).then(
			({ ok }) => ok,
			() => false,
		),
	);
	return {
		endpoint: `${base}/opentelemetry`,
		query: async (text) => {
			await fetch(`${base}/internal/force_flush`);
			const answer = await fetch(`${base}/api/v1/query?query=${encodeURIComponent(text)}`);
			const { data, error } = (await answer.json()) as {
				data?: { result: readonly { metric: Record<string, string>; value: readonly [number, string] }[] };
				error?: string;
			};
			if (!data) throw new Error(error);
			return data.result.map(({ metric, value }) => [metric, value[1]] as const);
		},
	};
}
