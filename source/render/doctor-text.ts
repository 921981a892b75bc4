import type { Finding } from '../core/doctor/finding.ts';
import { plural } from '../core/plural.ts';

export const countProblems = (findings: readonly Finding[]): number =>
	findings.filter(({ severity }) => severity === 'problem').length;

/**
 * What `doctor` prints: two lines a finding, then the count; or that nothing is wrong.
 * @param isActive whether events would be sent at all
 */
export function renderFindings(findings: readonly Finding[], isActive: boolean): string {
	const problems = countProblems(findings);
	const notes = findings.length - problems;
	return [
		...findings.flatMap(({ severity, seen, fix }) => [
			`${severity === 'problem' ? '✗' : '!'} ${seen}`,
			`  fix: ${fix}`,
		]),
		...(problems === 0
			? [`✓ ${isActive ? 'nothing keeps telemetry from arriving' : 'nothing is wrong; telemetry is off'}`]
			: []),
		...(findings.length === 0 ? [] : [`${plural(problems, 'problem')}, ${plural(notes, 'note')}`]),
	].join('\n');
}
