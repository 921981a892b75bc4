/** What was thrown, in its own words: one line or many, printable or not. */
export const errorText = (error: unknown): string => (error instanceof Error ? error.message : String(error));
