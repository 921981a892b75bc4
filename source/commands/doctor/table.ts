import type { CommandSpec } from '../spec.ts';

export const DOCTOR_COMMANDS: readonly CommandSpec[] = [
	{
		name: 'doctor',
		summary: 'everything that could keep telemetry from arriving, each with its fix',
		usage: '',
		arguments: [0, 0],
		flags: { json: { type: 'boolean', summary: 'one JSON document' } },
		examples: [
			['murmur8 doctor', 'exit 1 if anything is wrong'],
			['murmur8 doctor --json | jq -r ".findings[].fix"', 'for programs'],
		],
		notes: [
			'In a project of the npm package it says what is shared and what changes; see docs/pipelines.md.',
			'Changes nothing and sends no event; the endpoint is contacted only if events would be sent to it.',
		],
		load: async () => (await import('./doctor.ts')).doctor,
	},
];
