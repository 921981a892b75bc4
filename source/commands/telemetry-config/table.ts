import { SETTING_FLAGS } from '../run/table.ts';
import { SCREEN_FLAGS } from '../screen/flags.ts';
import type { CommandSpec, FlagSpec } from '../spec.ts';
import { SETTING_LINES, SETTING_OPTIONS } from './names.ts';

const JSON_FLAG: FlagSpec = { type: 'boolean', summary: 'one JSON document' };
const NAMES = `Names: ${SETTING_OPTIONS.join(', ')}.`;

export const TELEMETRY_CONFIG_COMMANDS: readonly CommandSpec[] = [
	{
		name: 'telemetry-config',
		summary: 'the settings: a screen in a terminal, else whether events are sent, where to, and why not',
		usage: '',
		arguments: [0, 0],
		flags: { ...SCREEN_FLAGS, json: JSON_FLAG },
		examples: [
			['murmur8 telemetry-config', 'edit, look at what would leave, test, save; ? shows the keys'],
			['murmur8 telemetry-config --plain', 'four lines; the key is shown by its last four characters only'],
		],
		load: async () => (await import('./show.ts')).showConfig,
	},
	{
		name: 'telemetry-config get',
		summary: 'print one setting as it holds',
		usage: '<name>',
		arguments: [1, 1],
		suggestions: [SETTING_OPTIONS],
		flags: {},
		examples: [['murmur8 telemetry-config get audience', 'user-only']],
		notes: [NAMES],
		load: async () => (await import('./show.ts')).getSetting,
	},
	{
		name: 'telemetry-config set',
		summary:
			'change a setting: url and key in .env, the others in .claude/telemetry-config.json, looks in the user’s own file',
		usage: '<name> [value]',
		arguments: [1, 2],
		suggestions: [SETTING_OPTIONS],
		flags: {
			'key-stdin': { type: 'boolean', summary: 'read the key from stdin' },
			'key-file': { type: 'string', value: '<path>', summary: 'read the key from a file' },
		},
		examples: [
			['murmur8 telemetry-config set audience on', 'send operator data as well'],
			['murmur8 telemetry-config set key --key-stdin < key.txt', 'a key is never an argument'],
			['murmur8 telemetry-config set theme light', 'for this user, in every project'],
		],
		notes: ['Names', ...SETTING_LINES, 'All other bytes of the file stay as they are.'],
		load: async () => (await import('./change.ts')).setSetting,
	},
	{
		name: 'telemetry-config unset',
		summary: 'take a setting out of its file',
		usage: '<name>',
		arguments: [1, 1],
		suggestions: [SETTING_OPTIONS],
		flags: {},
		examples: [['murmur8 telemetry-config unset wire', 'back to the default']],
		notes: [NAMES],
		load: async () => (await import('./change.ts')).unsetSetting,
	},
	{
		name: 'telemetry-config path',
		summary: 'where settings and database are',
		usage: '',
		arguments: [0, 0],
		flags: {},
		examples: [['murmur8 telemetry-config path', 'one file a line']],
		load: async () => (await import('./trust.ts')).showPaths,
	},
	{
		name: 'telemetry-config trust',
		summary: "let this project's committed settings widen what leaves, on this machine",
		usage: '',
		arguments: [0, 0],
		flags: { yes: { type: 'boolean', summary: 'trust the file as it is now; without it, show what waits' } },
		examples: [['murmur8 telemetry-config trust --yes', 'holds until the file changes']],
		notes: ['In CI: MURMUR8_TRUST_PROJECT=1.'],
		load: async () => (await import('./trust.ts')).trustProject,
	},
	{
		name: 'telemetry-config test',
		summary: 'send one test event now and say what came of it',
		usage: '',
		arguments: [0, 0],
		flags: { json: JSON_FLAG },
		examples: [['murmur8 telemetry-config test', 'exit 1 unless it was accepted']],
		notes: ['The receiver gets a run named murmur8-test-ping. Nothing is queued.'],
		load: async () => (await import('./test-ping.ts')).testPing,
	},
	{
		name: 'telemetry-config preview',
		summary: 'the exact bytes that would leave; the same as telemetry inspect',
		usage: '',
		arguments: [0, 0],
		flags: {
			run: { type: 'string', value: '<id>', summary: 'a run; else the event that is sent next, else the newest run' },
			pretty: { type: 'boolean', summary: 'indented, artifacts decoded' },
			all: { type: 'boolean', summary: 'what each audience would get, side by side' },
			fields: { type: 'boolean', summary: 'every field there is and which audiences get it; needs no run' },
			json: { type: 'boolean', summary: 'with --all or --fields: one JSON document' },
			...SETTING_FLAGS,
		},
		examples: [
			['murmur8 telemetry-config preview --audience on --pretty', 'at another audience'],
			['murmur8 telemetry-config preview --all', 'all four, side by side'],
			['murmur8 telemetry-config preview --fields', 'what may be sent at all'],
		],
		load: async () => (await import('./preview.ts')).preview,
	},
];
