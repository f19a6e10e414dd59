/** In what the length of a term is counted. */
export const DURATION_BASES = ['hours', 'days', 'weeks', 'months', 'years'] as const;
export type DurationBasis = (typeof DURATION_BASES)[number];
