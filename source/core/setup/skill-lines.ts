import { CANONICAL_STAGES } from '../stages.ts';

/** A moment of a pipeline and the shell lines that it runs then. `{…}` is for whoever runs them to fill in. */
export interface SkillMoment {
	readonly id: string;
	readonly when: string;
	readonly lines: readonly string[];
}

/**
 * Every line stands by itself (an agent's shells share no variables), ends with 0 under `set -e`, with or without
 * this program on the PATH, and means the same to sh, bash and zsh.
 */
export const SKILL_MOMENTS: readonly SkillMoment[] = [
	{
		id: 'start',
		when: 'When the pipeline begins, once the slug is known; for a refinement with `--type refinement` before the `--`:',
		lines: ["murmur8 run start -- '{slug}' || true"],
	},
	{ id: 'stage-start', when: 'Before each stage:', lines: ["murmur8 run stage '{stage}' start || true"] },
	{
		id: 'stage-done',
		when: 'When its output has been verified:',
		lines: ["murmur8 run stage '{stage}' done || true"],
	},
	{
		id: 'feedback',
		when: 'When an agent has given its FEEDBACK line about a stage, with that line between the two words; if it prints\n`pause`, ask the user whether to go on:',
		lines: [
			"gate=0; murmur8 run feedback '{stage}' --gate <<'MURMUR8' || gate=$?",
			'{feedback}',
			'MURMUR8',
			'if [ "$gate" -eq 10 ]; then echo pause; fi',
		],
	},
	{
		id: 'stage-failed',
		when: 'When a stage has failed, before each retry too (then `start` again):',
		lines: ["murmur8 run stage '{stage}' failed || true"],
	},
	{ id: 'success', when: 'At the end, after the commit:', lines: ['murmur8 run finish --status success || true'] },
	{
		id: 'failed',
		when: 'If the pipeline is given up after a failure; `--log` names the log or report of what failed, if there is one:',
		lines: ["murmur8 run finish --status failed --failed-stage '{stage}' --log '{log}' || true"],
	},
	{
		id: 'paused',
		when: 'If it stops at a pause:',
		lines: ["murmur8 run finish --status paused --paused-after '{stage}' || true"],
	},
	{ id: 'aborted', when: 'If the user calls it off:', lines: ['murmur8 run finish --status aborted || true'] },
];

const INTRODUCTION = `## Recording with murmur8

Run these lines at these moments. They take the place of everything in this file that edits
\`.claude/pipeline-history.json\` by hand or runs a script for history or telemetry: murmur8 keeps that file itself. They
never fail and never change what the pipeline does. Leave them out under \`--no-history\`, the feedback under \`--no-feedback\`.

\`{stage}\` is one of ${CANONICAL_STAGES.map((name) => `\`${name}\``).join(', ')}; a step that is not
split is \`nigel\`. A single quote in a slug or path is written \`'\\''\`. Tokens and costs come from the hooks in
\`.claude/settings.json\`; where there are none, \`done\` takes \`--tokens-in <n> --tokens-out <n>\`.`;

/** The section of a pipeline skill, Markdown in ASCII, without a line end at its end. */
export function renderSkillSection(): string {
	const moments = SKILL_MOMENTS.map(({ when, lines }) => [when, '```sh', ...lines, '```'].join('\n'));
	return [INTRODUCTION, ...moments].join('\n\n');
}
