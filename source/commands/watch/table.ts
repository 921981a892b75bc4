import { TIME_WINDOWS } from '../../core/history/time-window.ts';
import { DEFAULT_WINDOW } from '../../core/watch/runs-pane.ts';
import { DEMO_FLAG } from '../demo-flag.ts';
import { SCREEN_FLAGS } from '../screen/flags.ts';
import type { CommandSpec } from '../spec.ts';

export const WATCH_COMMANDS: readonly CommandSpec[] = [
	{
		name: 'watch',
		summary: 'runs in progress, finished runs, failures and delivery, live',
		usage: '',
		arguments: [0, 0],
		flags: {
			once: { type: 'boolean', summary: 'one complete frame of text, then end' },
			json: { type: 'boolean', summary: 'one JSON document a line as things happen; with --once one document' },
			'until-idle': { type: 'boolean', summary: 'end once nothing is in progress; at once if nothing is' },
			'exit-status': {
				type: 'boolean',
				summary: 'with --once or --until-idle: exit 1 if the run that ended last failed',
			},
			run: {
				type: 'string',
				value: '<id>',
				summary: 'with --once: everything about this run; the start of its id will do',
			},
			window: {
				type: 'string',
				value: '<span>',
				choices: TIME_WINDOWS,
				summary: `how far back figures look: ${TIME_WINDOWS.join(', ')} (default ${DEFAULT_WINDOW})`,
			},
			demo: DEMO_FLAG,
			'screen-reader': { type: 'boolean', summary: 'sentences only, one for everything that happens' },
			notify: { type: 'boolean', summary: 'ring the bell when a run fails' },
			...SCREEN_FLAGS,
		},
		examples: [
			['murmur8 watch', 'beside the pipeline, in a second terminal'],
			['murmur8 watch --once', 'how things stand'],
			['murmur8 watch --until-idle --exit-status', 'in a script: wait for the pipeline, and go on if it succeeded'],
			['murmur8 watch --demo', 'what it looks like, without a run'],
			[`murmur8 watch --json | jq -c 'select(.type == "run-finished")'`, 'for programs'],
		],
		notes: [
			'Looks and changes nothing. Sees our own runs, what other programs write into .claude/pipeline-history.json, the',
			'queues of the npm package (.claude/implement-queue.json, murm-queue.json) and the worktrees of its murmurations.',
			'In a terminal it is a screen: ? shows its keys. MURMUR8_TUI=0 is --plain; in CI it is plain, too.',
			'--plain prints one frame, then a line for everything that happens.',
			'MURMUR8_SCREEN_READER=1 (or INK_SCREEN_READER, ACCESSIBLE) is --screen-reader; for good: telemetry-config set tui,',
			'theme, title, screen-reader. Ctrl+C ends it with exit code 130.',
			'Medians, rates and averages are over the window; of the history the newest 1,000 entries are looked at.',
		],
		load: async () => (await import('./watch.ts')).watch,
	},
];
