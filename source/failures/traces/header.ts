import type { Reading } from './rule.ts';

const LEAD =
	/^(?:Uncaught (?:\(in promise\) )?|Unhandled exception(?:\. |: )|Exception in thread "[^"]{0,200}" |\[Error\] |✖ |× |→ |Error: Uncaught (?:\[|\(in promise\) )?)/;
/** `a.b.Name`, `A::Name`, `Name` */
const CLASS = /^[A-Za-z_$][\w$]*(?:(?:\.|::|\\)[A-Za-z_$][\w$]*)*(?:`\d+)?/;
/** How classes of errors are called, in the languages that are read here. */
const KNOWN =
	/(?:Error|Exception|Failure|Fault|Interrupt|Exit|Rejection|Violation|ExceptionGroup|Iteration|Warning|Throwable|Panic)$/;
const STATE = /(?:Thread\.State|^Trace)$/;

/** A class name that says by itself that it is an error: by its ending, or as a qualified name. */
export const isErrorClass = (name: string): boolean =>
	!STATE.test(name) && (KNOWN.test(name) || /^[a-z][\w$]*(?:\.[a-z_][\w$]*)+\.[A-Z][\w$]*$/.test(name));

/** A message that is as long says nothing more. */
export const MOST_MESSAGE = 2_048;

/**
 * A line that names an error: `Class: message`, `Class [CODE]: message`, `Class`, Ruby's `Class (message):`.
 * @param isSure whether only names count that say by themselves that they are errors
 */
export function readHeader(line: string, isSure = true): Reading | undefined {
	const text = line.slice(line.match(LEAD)?.[0].length ?? 0);
	const name = CLASS.exec(text)?.[0];
	if (name === undefined || (isSure ? !isErrorClass(name) : !/^[A-Z]/.test(lastPart(name)) || STATE.test(name))) {
		return undefined;
	}
	const rest = text.slice(name.length).replace(/^ \[[A-Z][A-Za-z0-9_]{2,60}\]/, '');
	const message = messageOf(rest);
	return message === undefined ? undefined : { className: name, message: message.slice(0, MOST_MESSAGE) };
}

const lastPart = (name: string): string => name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf(':')) + 1);

function messageOf(rest: string): string | undefined {
	if (rest === '' || rest === ':' || rest === ']') return '';
	if (rest.startsWith(': ')) return rest.slice(2).trim();
	if (rest.startsWith(' (') && rest.endsWith('):')) return rest.slice(2, -2);
	if (rest.startsWith(' {') && rest.length <= 3) return '';
	// Dart: `RangeError (index): Invalid value`.
	return /^ \([\w ]{1,40}\): (.*)$/.exec(rest)?.[1];
}
