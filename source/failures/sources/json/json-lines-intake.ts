import type { SourceFormat } from '../found-failure.ts';
import type { Intake } from '../intake.ts';
import { JsonLines } from './json-lines.ts';
import type { JsonValue } from './json-records.ts';

/** A format of which each line is a document. @param take is given them one after the other */
export function jsonLinesIntake(format: SourceFormat, take: (value: JsonValue, line: number) => void): Intake {
	const lines = new JsonLines(take);
	return {
		format,
		get lines() {
			return lines.lines;
		},
		get problems() {
			return lines.problems;
		},
		push: (chunk) => lines.push(chunk),
		end: () => lines.end(),
	};
}
