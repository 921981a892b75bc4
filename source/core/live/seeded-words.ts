/** What every view of seeded data says. */
export const SEEDED_WORDS = 'Demonstration data: these runs never happened.';
