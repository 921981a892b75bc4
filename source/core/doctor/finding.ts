import type { DoctorFacts } from './facts.ts';

/** A problem keeps telemetry from arriving; a note is what a person should know, or may have wanted so. */
export type Severity = 'problem' | 'note';

export interface Advice {
	/** What was seen, a sentence without a full stop; never a key or a secret of a URL. */
	readonly seen: string;
	/** The command or edit that makes the finding go away. */
	readonly fix: string;
}

export interface Finding extends Advice {
	readonly id: string;
	readonly severity: Severity;
}

/** One row of the table of checks: what it looks for, over facts alone. */
export interface Check {
	readonly id: string;
	readonly severity: Severity;
	readonly look: (facts: DoctorFacts) => readonly Advice[];
}
