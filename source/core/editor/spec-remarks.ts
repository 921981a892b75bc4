import { readFeatureId } from '../feature-id.ts';
import { toPrintableLine } from '../text.ts';
import { isUuidV4 } from '../uuid.ts';
import { headingsOf } from './headings.ts';
import { firstLine, type Remark } from './remark.ts';

/** What a spec has to say, and by which words in a heading it is known: `## 1. Feature Intent` is one. */
const SECTIONS = [
	['Intent', /\bintent\b/i],
	['Scope', /\bscope\b/i],
	['Actors', /\bactors?\b/i],
] as const;

export const MISSING_ID = 'feature-id-missing';

function idRemarks(text: string): readonly Remark[] {
	const reading = readFeatureId(text);
	if (reading.kind === 'absent') {
		const message = 'This spec has no featureId; the next run of the feature writes one';
		return [{ ...firstLine(text), severity: 'info', code: MISSING_ID, message }];
	}
	if (isUuidV4(reading.id)) return [];
	const shown = JSON.stringify(toPrintableLine(reading.id, 60));
	const message = `featureId ${shown} is no UUID v4; it is never changed by itself, so receivers get it as it is`;
	return [{ from: reading.at, to: reading.until, severity: 'warning', code: 'feature-id-malformed', message }];
}

/** What there is to say of a `FEATURE_SPEC.md` by itself. */
export function specRemarks(text: string): readonly Remark[] {
	const titles = headingsOf(text).map((heading) => heading.text);
	const missing = SECTIONS.filter(([, words]) => !titles.some((title) => words.test(title)));
	return [
		...idRemarks(text),
		...missing.map(
			([name]): Remark => ({
				...firstLine(text),
				severity: 'warning',
				code: 'section-missing',
				message: `This spec has no section ${name}: a heading with that word in it`,
			}),
		),
	];
}
