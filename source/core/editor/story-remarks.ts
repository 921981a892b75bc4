import { firstLine, type Remark } from './remark.ts';

/** Each a word of its own, whatever marks stand around it. */
const STEPS = [
	['Given', /(?<![\p{L}\p{N}_])Given(?![\p{L}\p{N}_])/iu],
	['When', /(?<![\p{L}\p{N}_])When(?![\p{L}\p{N}_])/iu],
	['Then', /(?<![\p{L}\p{N}_])Then(?![\p{L}\p{N}_])/iu],
] as const;

/** What there is to say of a `story-*.md`. */
export function storyRemarks(text: string): readonly Remark[] {
	const missing = STEPS.flatMap(([word, pattern]) => (pattern.test(text) ? [] : [word]));
	if (missing.length === 0) return [];
	const message =
		missing.length === STEPS.length
			? 'This story has no acceptance criteria: Given …, when …, then …'
			: `The acceptance criteria of this story have no ${missing.join(' and no ')}`;
	return [{ ...firstLine(text), severity: 'warning', code: 'criteria-missing', message }];
}
