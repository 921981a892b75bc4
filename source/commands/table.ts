import { SINK_KINDS } from '../core/settings/sinks.ts';
import { COMPLETION_COMMANDS } from './completion/table.ts';
import { DOCTOR_COMMANDS } from './doctor/table.ts';
import { HISTORY_COMMANDS } from './history/table.ts';
import { LICENSES_COMMANDS } from './licenses/table.ts';
import { MAN_COMMANDS } from './man/table.ts';
import { OUTBOX_COMMANDS } from './outbox/table.ts';
import { PROJECT_COMMANDS } from './project/table.ts';
import { REPORT_COMMANDS } from './report/table.ts';
import { RUN_COMMANDS, SETTING_FLAGS } from './run/table.ts';
import { SANITIZE_COMMANDS } from './sanitize/table.ts';
import { SERVE_COMMANDS } from './serve/table.ts';
import { SERVER_COMMANDS } from './servers.ts';
import type { CommandSpec, FlagSpec } from './spec.ts';
import { TELEMETRY_CONFIG_COMMANDS } from './telemetry-config/table.ts';
import { WATCH_COMMANDS } from './watch/table.ts';

const JSON_FLAG: FlagSpec = { type: 'boolean', summary: 'one JSON document' };

/** Every command of the program. Parsing, help, did-you-mean and the docs are made from this table. */
export const COMMANDS: readonly CommandSpec[] = [
	...RUN_COMMANDS,
	...WATCH_COMMANDS,
	...SERVE_COMMANDS,
	...HISTORY_COMMANDS,
	{
		name: 'telemetry status',
		summary: 'what became of every event: delivered, waiting, rejected, and why',
		usage: '',
		arguments: [0, 0],
		flags: { json: JSON_FLAG },
		examples: [
			['murmur8 telemetry status', 'for people'],
			['murmur8 telemetry status --json | jq .outbox', 'for programs'],
		],
		load: async () => (await import('./telemetry/status.ts')).telemetryStatus,
	},
	{
		name: 'telemetry inspect',
		summary: 'print the exact bytes that would leave',
		usage: '',
		arguments: [0, 0],
		flags: {
			run: { type: 'string', value: '<id>', summary: 'a run; else the event that is sent next, else the newest run' },
			pretty: { type: 'boolean', summary: 'indented, artifacts decoded: to read, not to compare' },
			sink: { type: 'string', value: '<kind|n>', summary: 'what this configured sink would get instead' },
			...SETTING_FLAGS,
		},
		examples: [
			['murmur8 telemetry inspect', 'body on stdout, request line and headers on stderr'],
			['murmur8 telemetry inspect --audience on --pretty', 'what would leave at another audience'],
			['murmur8 telemetry inspect --sink json-file', 'before compression by the transport'],
		],
		load: async () => (await import('./telemetry/inspect.ts')).telemetryInspect,
	},
	{
		name: 'telemetry sinks',
		summary: 'the configured metrics backends and how they do',
		usage: '',
		arguments: [0, 0],
		flags: {
			check: { type: 'boolean', summary: 'connect to each once and say what it said; exit 1 if one fails' },
			json: JSON_FLAG,
		},
		examples: [
			['murmur8 telemetry sinks', 'sent, failed, the last error'],
			['murmur8 telemetry sinks --check', 'no run is sent'],
		],
		notes: [`Kinds: ${SINK_KINDS.join(', ')}. Set with: murmur8 telemetry-config set sinks '[{"kind":"stderr"}]'`],
		load: async () => (await import('./telemetry/sinks.ts')).telemetrySinks,
	},
	{
		name: 'telemetry dashboard',
		summary: 'print a Grafana dashboard over what the otlp sink writes',
		usage: '',
		arguments: [0, 0],
		flags: {},
		examples: [['murmur8 telemetry dashboard > murmur8.json', 'import the file in Grafana']],
		notes: ['For VictoriaMetrics fed over OTLP; see docs/fleet.md.'],
		load: async () => (await import('./telemetry/dashboard.ts')).telemetryDashboard,
	},
	{
		name: 'telemetry flush',
		summary: 'deliver what waits, now, and say what happened',
		usage: '',
		arguments: [0, 0],
		flags: { json: JSON_FLAG },
		examples: [['murmur8 telemetry flush', 'exit 1 if anything is still waiting afterwards']],
		load: async () => (await import('./telemetry/flush.ts')).telemetryFlush,
	},
	{
		name: 'telemetry audit',
		summary: 'who changed what of telemetry when, and what left',
		usage: '',
		arguments: [0, 0],
		flags: {
			limit: { type: 'string', value: '<n>', summary: 'only the newest' },
			json: { type: 'boolean', summary: 'one JSON document a line' },
		},
		examples: [
			['murmur8 telemetry audit', 'oldest first'],
			['murmur8 telemetry audit --json >> audit.jsonl', 'for a log'],
		],
		notes: ['While telemetry is off, nothing is noted. Kept in the local database, 10,000 lines.'],
		load: async () => (await import('./telemetry/audit.ts')).telemetryAudit,
	},
	{
		name: 'telemetry purge',
		summary: 'delete all telemetry that is stored here: outbox, delivery log, live state, audit, kept logs',
		usage: '',
		arguments: [0, 0],
		flags: {
			history: { type: 'boolean', summary: 'the finished runs too, also in the published file' },
			force: { type: 'boolean', summary: 'without asking; needed where there is no terminal' },
		},
		examples: [['murmur8 telemetry purge --history', 'asks first; nothing brings it back']],
		notes: ['Runs in progress and settings stay. What was delivered is the receiver’s to delete.'],
		load: async () => (await import('./telemetry/purge.ts')).telemetryPurge,
	},
	...OUTBOX_COMMANDS,
	...TELEMETRY_CONFIG_COMMANDS,
	...DOCTOR_COMMANDS,
	...SANITIZE_COMMANDS,
	...REPORT_COMMANDS,
	...PROJECT_COMMANDS,
	...SERVER_COMMANDS,
	{
		name: 'demo',
		summary: 'the whole loop on this machine, with an embedded receiver',
		usage: '',
		arguments: [0, 0],
		flags: {
			keep: { type: 'boolean', summary: 'keep the temporary project and say where it is' },
		},
		examples: [['murmur8 demo', 'record a pipeline, deliver it, break the endpoint, recover']],
		notes: ['Works in a temporary folder; touches nothing of yours.'],
		load: async () => (await import('../demo/demo.ts')).demo,
	},
	...COMPLETION_COMMANDS,
	...MAN_COMMANDS,
	...LICENSES_COMMANDS,
];

/** Names that the npm package murmur8 answers to. Those that this program has too are found before. */
export const NPM_PACKAGE_COMMANDS: ReadonlySet<string> = new Set([
	'init',
	'update',
	'validate',
	'queue',
	'skills',
	'add-skills',
	'history',
	'insights',
	'retry-config',
	'feedback-config',
	'stack-config',
	'murm',
	'murm-config',
	'parallel',
	'refine',
	'telemetry-config',
]);
