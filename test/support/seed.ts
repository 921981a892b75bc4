/** One seed for every property: a run that is red here is red again on the next machine. */
export const SEEDED = { seed: 240_663 } as const;
