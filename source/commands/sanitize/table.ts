import type { CommandSpec } from '../spec.ts';

export const SANITIZE_COMMANDS: readonly CommandSpec[] = [
	{
		name: 'sanitize',
		summary: 'take secrets and personal data out of logs: a filter, or files',
		usage: '[files…]',
		arguments: [0, Number.POSITIVE_INFINITY],
		flags: {
			'in-place': { type: 'boolean', summary: 'change the files themselves, each in one step; modes stay' },
			check: { type: 'boolean', summary: 'change nothing; exit 3 if anything would change' },
			json: { type: 'boolean', summary: 'what was replaced as one JSON document' },
			canonical: { type: 'boolean', summary: 'numbers, times and UUIDs too: for comparing, not for reading' },
			numbered: { type: 'boolean', summary: 'the same number for the same value: <IP:1>' },
			rules: { type: 'boolean', summary: 'list the rules and change nothing' },
		},
		examples: [
			['make 2>&1 | murmur8 sanitize > build.log', 'what was replaced is counted on stderr, by rule'],
			['murmur8 sanitize --check logs/*.log', 'for CI: exit 3 names the files'],
			['murmur8 sanitize --in-place a.log b.log', 'several files at a time'],
		],
		notes: [
			'Exit: 0, 1 if a file can’t be read or written, 2 usage or settings, 3 with --check if anything would change.',
			'Counts go to stderr, never a value; with --json and no text on stdout (--check, --in-place, --rules) to stdout.',
			'Own rules and values that stay: "sanitize": {"rules": [{"name", "pattern", "ignoreCase"}], "allow": […]} in',
			'telemetry-config.json. Values that a project’s file allows stay only once the file is trusted.',
		],
		load: async () => (await import('./sanitize.ts')).sanitize,
	},
];
