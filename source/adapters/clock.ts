/** The wall clock, Unix milliseconds. Everything that needs the time is handed it; only edges call this. */
export const nowMs = (): number => Date.now();

/** ISO 8601 in UTC with milliseconds. */
export const toIso = (ms: number): string => new Date(ms).toISOString();

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
