import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stageOfAgent } from '../../../source/core/agents/stage-of-agent.ts';
import { CANONICAL_STAGES } from '../../../source/core/stages.ts';
import { oddText, SEEDED } from '../property.ts';

const GENERAL = 'general-purpose';

describe('the stage that a sub-agent works for', () => {
	test.each<readonly [type: string, description: string, task: string, expected: string | undefined]>([
		...CANONICAL_STAGES.map((stage) => [stage, '', '', stage] as const),
		['murmur8:nigel-spec', '', '', 'nigel-spec'],
		['Codey_Plan', '', '', 'codey-plan'],
		['codeyImplement', '', '', 'codey-implement'],
		['nigel', '', '', 'nigel-tests'],
		['codey', '', '', 'codey-implement'],
		['nigel', 'write the test spec', '', 'nigel-spec'],
		['alex-spec-writer', '', '', 'alex'],
		[GENERAL, 'Alex: feature spec for login', '', 'alex'],
		[GENERAL, 'Cass writes stories', '', 'cass'],
		[GENERAL, '} Nigel — building tests', '', 'nigel-tests'],
		[GENERAL, 'Codey drafts the plan', '', 'codey-plan'],
		[GENERAL, 'Codey implements by plan', '', 'codey-implement'],
		[GENERAL, '', 'You are Alex, the System Specification Agent.\n\nYou may ask Cass.', 'alex'],
		[GENERAL, '', 'You are Nigel, the Tester Agent.\n\n## Task\n\nCreate tests for feature "spec-x"', 'nigel-tests'],
		[
			GENERAL,
			'',
			'You are Codey, the Developer Agent.\n\nCreate an implementation plan. Do NOT implement yet',
			'codey-plan',
		],
		[
			GENERAL,
			'',
			'You are Codey, the Developer Agent.\n\nImplement feature "x" according to the plan.',
			'codey-implement',
		],
		[GENERAL, 'Run as cass', '', 'cass'],
		['Explore', 'Find callers', 'Look for uses of alexandrite and casserole', undefined],
		['Explore', 'Find where alex is mentioned', '', undefined],
		['', '', '', undefined],
		['planner', 'plan the work', 'implement', undefined],
	])('%s / %s / %s → %s', (type, description, task, expected) => {
		expect(stageOfAgent({ type, description, task })).toBe(expected);
	});

	test('whatever the texts are, it is one of the six or none', () => {
		const part = fc.oneof(oddText, fc.constantFrom('alex', 'You are nigel', 'codey plan', 'spec', ':'));
		const text = fc.array(part, { maxLength: 4 }).map((parts) => parts.join(' '));
		fc.assert(
			fc.property(text, text, text, (type, description, task) => {
				expect([...CANONICAL_STAGES, undefined]).toContain(stageOfAgent({ type, description, task }));
			}),
			SEEDED,
		);
	});
});
