import type { CommandSpec, FlagSpec } from '../spec.ts';

/** The same for `report` and `report merge`: what is made of what was read. */
const OUTPUT_FLAGS: Readonly<Record<string, FlagSpec>> = {
	out: { type: 'string', value: '<dir>', summary: 'folder of the files; default reports/telemetry' },
	format: {
		type: 'string',
		value: '<json|md|html|github>',
		choices: ['json', 'md', 'html', 'github'],
		summary: 'print this in place of files; github: annotations and job summary',
	},
	html: { type: 'boolean', summary: 'one self-contained page, too' },
	issues: { type: 'boolean', summary: 'issue templates as files, too; nothing is filed' },
	pr: { type: 'boolean', summary: 'texts of a pull request as files, too; nothing is committed' },
	'fail-on': {
		type: 'string',
		value: '<new|severity:N>',
		summary: 'exit 1 if there is such a failure; both with a comma',
	},
	now: { type: 'string', value: '<time>', summary: 'the time that the report is of; the same bytes again' },
	record: { type: 'boolean', summary: 'compare later reports with this one' },
	json: { type: 'boolean', summary: 'what was written, and the figures, as one JSON document' },
};

export const REPORT_COMMANDS: readonly CommandSpec[] = [
	{
		name: 'report',
		summary: 'what failed, how badly, whose, what next: from logs that opted in',
		usage: '[--opt-in] [paths…]',
		arguments: [0, Number.POSITIVE_INFINITY],
		flags: {
			'opt-in': { type: 'boolean', summary: 'read the files and folders that are named; you vouch for them' },
			since: { type: 'string', value: '<time|7d>', summary: 'leave out what was seen before; days are of UTC' },
			'job-type': {
				type: 'string',
				value: '<type>',
				choices: ['unit', 'visual', 'smoke', 'agent', 'build', 'other'],
				summary: 'of all sources, in place of what they say',
			},
			shard: { type: 'string', value: '<file>', summary: 'write what was found for report merge, and no report' },
			...OUTPUT_FLAGS,
		},
		examples: [
			['murmur8 report', 'of what lies in artifacts/telemetry-optin/; JSON, Markdown and charts'],
			['murmur8 report --opt-in build.log test-results/ --html', 'of what you name'],
			['murmur8 report --opt-in logs/ --format github --fail-on new', 'for a CI job'],
			['murmur8 report --opt-in logs/ --shard shard-1.json', 'one of several runners'],
		],
		notes: [
			'Without --opt-in, a path outside of artifacts/telemetry-optin/ is counted and not even opened.',
			'Exit: 0, 1 if --fail-on says so or something can’t be written, 2 usage or settings, 3 if the finished report',
			'still held what must not leave: then nothing was written. --format github obeys the audience.',
		],
		load: async () => (await import('./report.ts')).report,
	},
	{
		name: 'report merge',
		summary: 'the report over what several runners read',
		usage: '<shards…>',
		arguments: [1, Number.POSITIVE_INFINITY],
		flags: OUTPUT_FLAGS,
		examples: [['murmur8 report merge shard-*.json', 'the same bytes as one report over all logs']],
		notes: ['A source that several shards read counts once. Shards: murmur8 report --shard <file>'],
		load: async () => (await import('./merge.ts')).reportMerge,
	},
];
