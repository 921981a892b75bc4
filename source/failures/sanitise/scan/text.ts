/** The longest text that is looked at in one go. */
export const LONGEST_TEXT = 262_144;
/** Zeros before and behind a text, which no set of bytes has: nothing looks further past its ends than they go. */
export const MARGIN = 256;

/**
 * The text that is looked at, from `MARGIN` on. One memory for all streams of a thread, each of which fills it anew for
 * every piece: V8 compiles where a constant array is and how long into the code, while of one that is handed around each
 * function looks that up and tests its type, which took a tenth of the sanitiser's time.
 */
export const TEXT = new Uint8Array(MARGIN + LONGEST_TEXT + MARGIN);
