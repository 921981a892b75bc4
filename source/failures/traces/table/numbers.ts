/** What wakes the rules of languages that number their calls. */
export const NUMBERS: readonly string[] = ['#0', '#1', '#2', '#3', '#4', '#5', '#6', '#7', '#8', '#9'];
