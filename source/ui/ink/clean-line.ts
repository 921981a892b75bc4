/** Printable text and looks; a mark behind a look would take the look for its letter. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: a look begins with one
const CLEAN = /^(?:[^\p{Cc}]|\u001B\[[\d;]*m(?!\p{M}))*$/u;

/** Whether a line has nothing in it that Ink would take out: then Ink need not take it apart to see. */
export const isCleanLine = (line: string): boolean => CLEAN.test(line);
