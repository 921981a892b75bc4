import type { Severity } from './metrics/labels.ts';

/** What names an error. */
export interface FailureTrace {
	readonly className: string;
	/** With its values replaced. */
	readonly message: string;
	/** `function@file`, the innermost call first. */
	readonly frames: readonly string[];
}

/** A failure as it is shown beside its run. */
export interface RunFailure {
	readonly fingerprint: string;
	/** One line that names it. */
	readonly title: string;
	readonly stage: string;
	readonly severity: Severity;
	/** How often it stood in the logs of the run. */
	readonly count: number;
	/** Against the run before; undefined where that is not known. */
	readonly isNew: boolean | undefined;
	/** Sanitised, of some lines. */
	readonly sample: string;
	/** Who should look at it, fit to be shown; undefined where nobody is known. */
	readonly owner?: string | undefined;
}

/** Classes that say nothing by themselves. */
const PLAIN = /^(?:Error|Exception|RuntimeError|)$/;
/** What the system calls an error, at the beginning of its message. */
const CODE = /^([A-Z][A-Z0-9_]{3,30})(?=[:,\s]|$)/;
const FUNCTION = /^([^@]+)@/;

/** `TypeError at parse`, `ENOENT at load`, `TS2345: type is not assignable`. */
export function failureTitle({ className, message, frames: [frame = ''] }: FailureTrace): string {
	const code = PLAIN.test(className) ? CODE.exec(message)?.[1] : undefined;
	const name = code ?? className;
	const called = FUNCTION.exec(frame)?.[1];
	if (name !== '' && called !== undefined && !called.startsWith('<')) return `${name} at ${called}`;
	const said = code === undefined ? message : message.slice(code.length).replace(/^[:,\s]+/, '');
	return [name, said].filter((text) => text !== '').join(': ') || '(no message)';
}
