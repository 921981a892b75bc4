import { DEMO_FLAG } from '../demo-flag.ts';
import type { CommandSpec } from '../spec.ts';

export const SERVE_COMMANDS: readonly CommandSpec[] = [
	{
		name: 'serve',
		summary: 'a dashboard and an API on this machine, live',
		usage: '',
		arguments: [0, 0],
		flags: {
			port: { type: 'string', value: '<n>', summary: 'where it listens (default 9100); 0 takes any that is free' },
			host: {
				type: 'string',
				value: '<address>',
				summary: 'listen there instead of on this machine alone; needs --token',
			},
			token: {
				type: 'string',
				value: '<env:NAME|text>',
				summary: 'what has to be shown to see data: Authorization: Bearer …; at least 16 characters',
			},
			demo: DEMO_FLAG,
			json: { type: 'boolean', summary: 'say where it listens as one JSON document' },
		},
		examples: [
			['murmur8 serve', 'then open http://localhost:9100/'],
			['murmur8 serve --demo', 'what it looks like, without a run'],
			['murmur8 serve --port 0 --json', 'on any free port, which it says'],
			['murmur8 serve --host 0.0.0.0 --token env:DASHBOARD_TOKEN', 'for a team; put TLS in front of it'],
		],
		notes: [
			'Shows what the audience permits (MURMUR8_TELEMETRY_AUDIENCE), and nothing under off; no request can widen it.',
			'Only reads: GET and HEAD. Prometheus takes /metrics, programs /api/v1/openapi.json, /api/v1/events tells of changes.',
			'For example: curl -s localhost:9100/api/v1/health?window=7d',
			'Ctrl+C ends it with exit code 130, SIGTERM with 0; answers that are being given are given to their end.',
		],
		load: async () => (await import('./serve.ts')).serve,
	},
];
