import { expect, test } from 'vitest';
import type { Finding } from '../../source/core/doctor/finding.ts';
import { renderFindings } from '../../source/render/doctor-text.ts';

const problem: Finding = { id: 'a', severity: 'problem', seen: 'a is wrong', fix: 'mend a' };
const note: Finding = { id: 'b', severity: 'note', seen: 'b is odd', fix: 'see b' };

test.each<[string, readonly Finding[], boolean, string]>([
	['nothing', [], true, '✓ nothing keeps telemetry from arriving'],
	['a note', [note], true, '! b is odd\n  fix: see b\n✓ nothing keeps telemetry from arriving\n0 problems, 1 note'],
	[
		'a note while it is off',
		[note],
		false,
		'! b is odd\n  fix: see b\n✓ nothing is wrong; telemetry is off\n0 problems, 1 note',
	],
	[
		'a problem and a note',
		[problem, note],
		true,
		'✗ a is wrong\n  fix: mend a\n! b is odd\n  fix: see b\n1 problem, 1 note',
	],
])('%s', (_name, findings, isActive, text) => {
	expect(renderFindings(findings, isActive)).toBe(text);
});
