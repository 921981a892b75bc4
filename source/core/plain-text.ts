/** ASCII, Latin, dashes and dots, arrows, lines, blocks, marks. */
const PLAIN = /^[\u0020-\u007E\u00A1-\u00AC\u00AE-\u02FF\u2010-\u2027\u2190-\u21FF\u2500-\u25FC\u2713\u2717]*$/;

/** Whether a text is of characters that take one column each in every terminal, whatever stands beside them. */
export const isPlainText = (text: string): boolean => PLAIN.test(text);
