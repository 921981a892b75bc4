import { AUDIENCES } from '../../core/privacy/audience.ts';
import { RUN_STATUSES } from '../../core/run.ts';
import { DEMO_FLAG } from '../demo-flag.ts';
import { SCREEN_FLAGS } from '../screen/flags.ts';
import type { CommandSpec, FlagSpec } from '../spec.ts';
import { VIEW_FLAGS } from './view-flags.ts';

/** `partial` and `user-aborted` are what the npm package writes beside the statuses of a run. */
const STATUSES = [...RUN_STATUSES, 'user-aborted', 'partial'] as const;

const DATES = 'a day (2026-02-28, whole, in the local time zone) or a time (2026-02-28T12:00:00Z)';

const bound = (meaning: string): FlagSpec => ({ type: 'string', value: '<date>', summary: meaning });

export const HISTORY_COMMANDS: readonly CommandSpec[] = [
	{
		name: 'history',
		summary: 'the finished runs of this project: a screen in a terminal, else a table, newest first',
		usage: '',
		arguments: [0, 0],
		flags: {
			all: { type: 'boolean', summary: 'every run, not only the 10 newest' },
			limit: { type: 'string', value: '<n>', summary: 'how many at most (default 10; figures are over all)' },
			stats: { type: 'boolean', summary: 'success rate, durations and failures by stage' },
			cost: { type: 'boolean', summary: 'cost and tokens by stage' },
			...VIEW_FLAGS,
			demo: DEMO_FLAG,
			json: { type: 'boolean', summary: 'one JSON document: the entries as they are, or the figures' },
			...SCREEN_FLAGS,
		},
		examples: [
			['murmur8 history', 'a screen to filter, sort, compare and export; ? shows its keys'],
			['murmur8 history --plain', 'the 10 newest runs as a table'],
			['murmur8 history --stats --cost', 'what they came to'],
			[`murmur8 history --filter 'status:failed !billing' --window 7d`, 'the same words as in the screen’s filter'],
			['murmur8 history --sort cost --limit 5 --plain', 'the five dearest runs'],
			['murmur8 history --all --json | jq length', 'for programs'],
		],
		notes: [
			'Sub-commands: record, update-stage, export, clear, restore; see: murmur8 history <sub-command> --help',
			'With --all, --limit, --stats, --cost or --json it is text in a terminal, too. MURMUR8_TUI=0 makes it text always,',
			'MURMUR8_THEME chooses colours, MURMUR8_TITLE=0 leaves the window’s title alone, MURMUR8_SCREEN_READER=1 (or',
			'INK_SCREEN_READER, ACCESSIBLE) is text for a screen reader; the same for good: telemetry-config set theme, tui, …',
			'.claude/pipeline-history.json is read and kept up to date; the npm package shares it.',
		],
		load: async () => (await import('./show.ts')).history,
	},
	{
		name: 'insights',
		summary: 'bottlenecks, failures, anomalies, trends, feedback and cost over all finished runs',
		usage: '',
		arguments: [0, 0],
		flags: {
			demo: DEMO_FLAG,
			json: { type: 'boolean', summary: 'one JSON document; durations in milliseconds, money in dollars' },
		},
		examples: [
			['murmur8 insights', 'where the time and the money go'],
			['murmur8 insights --json | jq .bottlenecks', 'for programs'],
		],
		load: async () => (await import('./insights.ts')).insights,
	},
	{
		name: 'history record',
		summary: 'add a finished run that was not recorded by run commands',
		usage: '<json|->',
		arguments: [1, 1],
		flags: {},
		examples: [
			[`murmur8 history record '{"slug":"user-auth","status":"success"}'`, 'from an argument'],
			['murmur8 history record - < entry.json', 'from stdin'],
		],
		notes: [
			'An entry with the runId, or the slug and startedAt, of one that is there is merged into it.',
			'It makes no event.',
		],
		load: async () => (await import('./record.ts')).historyRecord,
	},
	{
		name: 'history update-stage',
		summary: 'add data to a stage of the newest run of a feature',
		usage: '<slug> <stage> <json|->',
		arguments: [3, 3],
		flags: {},
		examples: [
			[`murmur8 history update-stage user-auth alex '{"feedback":{"rating":4}}'`, 'other data of the stage stays'],
		],
		load: async () => (await import('./update-stage.ts')).historyUpdateStage,
	},
	{
		name: 'history export',
		summary: 'write the history as CSV or JSON, oldest first',
		usage: '',
		arguments: [0, 0],
		flags: {
			format: { type: 'string', value: '<format>', choices: ['csv', 'json'], summary: 'csv (default) or json' },
			since: bound('only what ended at or after this'),
			until: bound('only what ended at or before this'),
			status: { type: 'string', value: '<status>', choices: STATUSES, summary: 'only runs that ended so' },
			feature: { type: 'string', value: '<slug>', summary: 'only runs of this feature' },
			audience: {
				type: 'string',
				value: '<name>',
				suggestions: AUDIENCES,
				summary: 'for somebody else: only what this audience may see (default: everything)',
			},
			output: { type: 'string', value: '<file>', summary: 'into this file instead of stdout' },
		},
		examples: [
			['murmur8 history export --since 2026-01-01 --output runs.csv', 'for a spreadsheet'],
			['murmur8 history export --format json --status failed', 'for a program'],
		],
		notes: [`A date is ${DATES}.`, 'Cells that a spreadsheet would run as formulas get a leading apostrophe.'],
		load: async () => (await import('./export.ts')).historyExport,
	},
	{
		name: 'history clear',
		summary: 'take everything out of the history; history restore brings it back',
		usage: '',
		arguments: [0, 0],
		flags: { force: { type: 'boolean', summary: 'without asking; needed where there is no terminal' } },
		examples: [['murmur8 history clear', 'asks first']],
		load: async () => (await import('./clear.ts')).historyClear,
	},
	{
		name: 'history restore',
		summary: 'bring back what was cleared from the history',
		usage: '',
		arguments: [0, 0],
		flags: {},
		examples: [['murmur8 history restore', 'also what the npm package cleared']],
		load: async () => (await import('./clear.ts')).historyRestore,
	},
];
