import type { CommandSpec } from '../spec.ts';

export const PROJECT_COMMANDS: readonly CommandSpec[] = [
	{
		name: 'init',
		summary: 'prepare a project: .env template, .gitignore lines, .claude/',
		usage: '[file]',
		arguments: [0, 1],
		flags: {
			skill: {
				type: 'boolean',
				summary: 'put the lines that record a run into the pipeline’s skills (or the file), and hooks into settings',
			},
			print: { type: 'boolean', summary: 'with --skill: print these lines, change nothing' },
			force: { type: 'boolean', summary: 'with --skill: also where somebody changed what was put in' },
			undo: { type: 'boolean', summary: 'take out again what init added; with --skill only what that added' },
			json: { type: 'boolean', summary: 'with --skill: one JSON document' },
		},
		examples: [
			['murmur8 init', 'silent; a second time changes nothing'],
			['murmur8 init --undo', '.env and .gitignore as they were; values that were set stay'],
			['murmur8 init --skill', 'skills in .claude/commands, hooks in .claude/settings.json; says what it did'],
			['murmur8 init --skill docs/pipeline.md', 'a skill that lies elsewhere'],
			['murmur8 init --skill --print', 'the lines, to look at or to paste'],
		],
		notes: [
			'Adds lines between two markers; every other byte stays as it is. Nothing is sent before a URL is set.',
			'What was changed between the markers of a skill is kept, said, and exit code 1; see docs/pipelines.md.',
			'The pipeline itself (.blueprint/) comes from the npm package: npx --package=murmur8 -- murmur8 init',
		],
		load: async () => (await import('./init.ts')).init,
	},
	{
		name: 'queue',
		summary: "show the pipeline's own queue, as the npm package does; changes nothing",
		usage: '',
		arguments: [0, 0],
		flags: { json: { type: 'boolean', summary: 'one JSON document' } },
		examples: [
			['murmur8 queue', 'what the pipeline works on and what waits'],
			['murmur8 queue --json | jq -r .current.slug', 'for programs'],
		],
		notes: ['Read from .claude/implement-queue.json. Undelivered events are another queue: murmur8 telemetry status'],
		load: async () => (await import('./queue.ts')).queue,
	},
	{
		name: 'validate',
		summary: 'step 0 of a pipeline: start delivery of what waits, exit 0',
		usage: '',
		arguments: [0, 0],
		flags: {},
		examples: [['murmur8 validate', 'silent, ends at once']],
		notes: ['The checks of the agent set-up are the npm package’s: npx --package=murmur8 -- murmur8 validate'],
		load: async () => (await import('./validate.ts')).validateProject,
	},
];
