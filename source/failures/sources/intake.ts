import type { FoundFailure, SourceFormat, SourceProblem } from './found-failure.ts';
import type { TextReader } from './text-reader.ts';

/** Reads the bytes of one format, UTF-8 without byte order mark, cut anywhere. */
export interface Intake {
	/** What it turned out to be; JSON tells it late. */
	readonly format: SourceFormat;
	/** Line feeds, and one more for what stands behind the last of them. */
	readonly lines: number;
	readonly problems: readonly SourceProblem[];
	/** @param chunk is not kept */
	push(chunk: Uint8Array): void;
	end(): void;
}

/** What an intake is given. */
export interface IntakeNeeds {
	readonly text: TextReader;
	readonly onFailure: (failure: FoundFailure) => void;
	/** Unix milliseconds of an ISO 8601 time; NaN where it is none. */
	readonly parseTime: (iso: string) => number;
}
