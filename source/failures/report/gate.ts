import type { Report } from './report.ts';

/** What makes a report fail a job. */
export type Gate = { readonly kind: 'new' } | { readonly kind: 'severity'; readonly least: number };

/** `new`, `severity:7`, or both with a comma; undefined where a part is neither. */
export function parseGates(text: string): readonly Gate[] | undefined {
	const gates: Gate[] = [];
	for (const part of text.split(',').map((each) => each.trim())) {
		const least = /^severity:(10|\d)(?:\.\d)?$/.test(part) ? Number(part.slice('severity:'.length)) : Number.NaN;
		if (part === 'new') gates.push({ kind: 'new' });
		else if (least <= 10) gates.push({ kind: 'severity', least });
		else return undefined;
	}
	return gates;
}

/** Why a report fails, a line each; none where it passes. */
export function failedGates({ groups }: Report, gates: readonly Gate[]): readonly string[] {
	return gates.flatMap((gate) => {
		const failing = groups.filter((group) =>
			gate.kind === 'new' ? group.churn === 'new' : group.severity >= gate.least,
		).length;
		const what = gate.kind === 'new' ? 'new' : `of severity ${gate.least} or more`;
		return failing === 0 ? [] : [`${failing} ${failing === 1 ? 'group is' : 'groups are'} ${what}`];
	});
}
