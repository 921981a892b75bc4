import { WIRES } from '../../core/payload/wire.ts';
import { AUDIENCES } from '../../core/privacy/audience.ts';
import { RUN_STATUSES, RUN_TYPES } from '../../core/run.ts';
import { SETTINGS } from '../../core/settings/definitions.ts';
import { STAGE_EVENTS } from '../../core/stage-change.ts';
import { CANONICAL_STAGES } from '../../core/stages.ts';
import { JOB_TYPES } from '../../failures/groups/occurrence.ts';
import type { CommandSpec, FlagSpec } from '../spec.ts';

const RUN_FLAG: FlagSpec = {
	type: 'string',
	value: '<id>',
	summary: 'the run meant; else MURMUR8_RUN_ID, else the newest run in progress in this worktree',
};

const USAGE_FLAGS = {
	'tokens-in': { type: 'string', value: '<n>', summary: 'tokens sent to models' },
	'tokens-out': { type: 'string', value: '<n>', summary: 'tokens received from models' },
	cost: {
		type: 'string',
		value: '<dollars>',
		summary: 'cost; without it tokens are priced by .claude/cost-config.json',
	},
	'usage-file': { type: 'string', value: '<path>', summary: 'usage events of this stage, JSON array or JSON lines' },
} as const satisfies Record<string, FlagSpec>;

/** Choices of these are checked with the settings, so that flag, environment and file give the same message. */
export const SETTING_FLAGS = {
	audience: {
		type: 'string',
		value: '<name>',
		suggestions: AUDIENCES,
		summary: `${SETTINGS.audience.meaning}: ${SETTINGS.audience.accepts}`,
	},
	artifacts: {
		type: 'string',
		value: '<on|off>',
		suggestions: ['on', 'off'],
		summary: SETTINGS.artifacts.meaning,
	},
	wire: {
		type: 'string',
		value: '<name>',
		suggestions: WIRES,
		summary: `${SETTINGS.wire.meaning}: ${SETTINGS.wire.accepts}`,
	},
} as const satisfies Record<string, FlagSpec>;

const JOB_TYPE_FLAG: FlagSpec = {
	type: 'string',
	value: '<type>',
	choices: JOB_TYPES,
	summary: `what kind of job the log is of: ${JOB_TYPES.join(', ')}; else its format tells`,
};

const QUIET =
	'Prints nothing. Trouble with telemetry, database or disk never changes the exit code; MURMUR8_DEBUG=1 shows it.';

export const RUN_COMMANDS: readonly CommandSpec[] = [
	{
		name: 'run start',
		summary: 'begin a run and print its id',
		usage: '<slug>',
		arguments: [1, 1],
		flags: {
			type: { type: 'string', value: '<type>', choices: RUN_TYPES, summary: 'feature (default) or refinement' },
			'parent-run': { type: 'string', value: '<id>', summary: 'run that this one refines' },
		},
		examples: [
			['MURMUR8_RUN_ID=$(murmur8 run start user-auth)', 'begin a run; later commands find it by the variable'],
		],
		notes: [
			'An unfinished run of the same feature in the same worktree is marked as aborted.',
			'Events that still wait for delivery are sent in the background.',
		],
		load: async () => (await import('./start.ts')).runStart,
	},
	{
		name: 'run stage',
		summary: 'note that a stage began, ended or was skipped',
		usage: '<stage> start|done|failed|skipped',
		arguments: [2, 2],
		suggestions: [CANONICAL_STAGES, STAGE_EVENTS],
		flags: { run: RUN_FLAG, ...USAGE_FLAGS },
		examples: [
			['murmur8 run stage alex start', 'the stage begins'],
			['murmur8 run stage alex done --tokens-in 12000 --tokens-out 3400', 'it is done; tokens and cost add up'],
		],
		notes: [`Stages: ${CANONICAL_STAGES.join(', ')}; other names are kept as they are.`, QUIET],
		load: async () => (await import('./stage.ts')).runStage,
	},
	{
		name: 'run feedback',
		summary: "store an agent's FEEDBACK line for a stage",
		usage: '<stage> [text|-]',
		arguments: [1, 2],
		suggestions: [CANONICAL_STAGES],
		flags: {
			run: RUN_FLAG,
			gate: { type: 'boolean', summary: 'exit 10 if the quality gate says pause (.claude/feedback-config.json)' },
		},
		examples: [
			[`murmur8 run feedback alex 'FEEDBACK: {"rating":4,"issues":[],"rec":"proceed"}'`, 'from an argument'],
			['murmur8 run feedback cass --gate < output.txt', 'from an agent output; the exit code is the gate'],
		],
		notes: [QUIET],
		load: async () => (await import('./feedback.ts')).runFeedback,
	},
	{
		name: 'run exec',
		summary: 'run a command and record it as a run, or as a stage of one',
		usage: '[slug] -- <command…>',
		arguments: [1, Number.POSITIVE_INFINITY],
		isWrapper: true,
		flags: {
			stage: {
				type: 'string',
				value: '<stage>',
				suggestions: CANONICAL_STAGES,
				summary: 'what it is; without a slug, of the run in progress',
			},
			run: RUN_FLAG,
			log: {
				type: 'boolean',
				summary: 'keep its output, sanitised, and note what failed in it; TELEMETRY=1 does, too',
			},
			'job-type': JOB_TYPE_FLAG,
			type: { type: 'string', value: '<type>', choices: RUN_TYPES, summary: 'feature (default) or refinement' },
			'parent-run': { type: 'string', value: '<id>', summary: 'run that this one refines' },
			...USAGE_FLAGS,
			wait: { type: 'boolean', summary: 'send before exiting, at most MURMUR8_TELEMETRY_CI_WAIT_MS (as in CI)' },
			'no-wait': { type: 'boolean', summary: 'send in the background, in CI too' },
			...SETTING_FLAGS,
		},
		examples: [
			['murmur8 run exec user-auth -- ./pipeline.sh user-auth', 'a whole pipeline; its stages find the run themselves'],
			['murmur8 run exec user-auth --stage codey-implement -- npm test', 'a run of one stage'],
			['murmur8 run exec --stage nigel-tests -- npm test', 'a stage of the run in progress'],
		],
		notes: [
			'The command has stdin, stdout, stderr, terminal, environment and signals as without murmur8, and MURMUR8_RUN_ID;',
			'its exit code is the exit code. Recorded are its duration and whether it succeeded, failed or was stopped.',
			'With --log or TELEMETRY=1 the last 4 MiB of what goes to no terminal are sanitised when it has ended and kept in',
			'artifacts/telemetry-optin/<run>/; the errors in them are counted for the run and its stage. While audience is off,',
			'nothing is kept.',
			'Trouble with telemetry, database or disk is MURMUR8_DEBUG’s; the command runs all the same.',
		],
		load: async () => (await import('./exec.ts')).runExec,
	},
	{
		name: 'run finish',
		summary: 'end a run and deliver its event in the background',
		usage: '--status success|failed|paused|aborted',
		arguments: [0, 0],
		flags: {
			status: { type: 'string', value: '<status>', choices: RUN_STATUSES, summary: 'how the run ended (required)' },
			run: RUN_FLAG,
			'failed-stage': { type: 'string', value: '<stage>', summary: 'else the last stage that failed' },
			'paused-after': { type: 'string', value: '<stage>', summary: 'else the last stage that ended' },
			type: { type: 'string', value: '<type>', choices: RUN_TYPES, summary: 'feature or refinement' },
			'parent-run': { type: 'string', value: '<id>', summary: 'run that this one refines' },
			commit: { type: 'string', value: '<hash>', summary: 'else the commit that HEAD names' },
			'no-feedback': { type: 'boolean', summary: 'leave feedback out of the event' },
			log: {
				type: 'string',
				value: '<path>',
				summary: 'a log of the run, or a folder of them, which you vouch for: what failed in it is counted',
			},
			'job-type': JOB_TYPE_FLAG,
			wait: { type: 'boolean', summary: 'send before exiting, at most MURMUR8_TELEMETRY_CI_WAIT_MS (as in CI)' },
			'no-wait': { type: 'boolean', summary: 'send in the background, in CI too' },
			...SETTING_FLAGS,
		},
		examples: [
			['murmur8 run finish --status success', 'end the newest run of this worktree'],
			['murmur8 run finish --status failed --failed-stage nigel-tests', 'name the stage that failed'],
			[
				'murmur8 run finish --status failed --log junit.xml',
				'count what failed in a log, and compare it with the run before',
			],
		],
		notes: [
			'Logs in artifacts/telemetry-optin/<run>/ are read, too. A log is of the stage that its name begins with, else of the',
			'stage that failed. What is counted is sanitised; the log stays as it is. While audience is off, none is read.',
			QUIET,
		],
		load: async () => (await import('./finish.ts')).runFinish,
	},
	{
		name: 'run summary',
		summary: 'a run as Markdown, for the summary of a CI job',
		usage: '',
		arguments: [0, 0],
		flags: {
			run: { type: 'string', value: '<id>', summary: 'the run; else MURMUR8_RUN_ID, else the one that began last' },
			format: {
				type: 'string',
				value: '<md|github>',
				choices: ['md', 'github'],
				summary: 'print Markdown (default), or annotate the job and add to its summary',
			},
			json: { type: 'boolean', summary: 'one JSON document' },
		},
		examples: [
			['murmur8 run summary --format github', 'the last step of a job, whatever happened before'],
			['murmur8 run summary > summary.md', 'for another CI system'],
		],
		notes: ['Tells what the audience permits. Exits 0 also where there is nothing to tell. See docs/ci.md.'],
		load: async () => (await import('./summary.ts')).runSummary,
	},
	{
		name: 'run list',
		summary: 'list runs, newest first',
		usage: '',
		arguments: [0, 0],
		flags: {
			'in-progress': { type: 'boolean', summary: 'only runs that have not ended' },
			limit: { type: 'string', value: '<n>', summary: 'how many at most (default 20)' },
			json: { type: 'boolean', summary: 'one JSON document' },
		},
		examples: [['murmur8 run list --in-progress --json', 'what runs right now, for a program']],
		load: async () => (await import('./list.ts')).runList,
	},
];
