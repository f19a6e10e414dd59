/** More policies would not fit through Temporal with what became of each. */
export const MOST_POLICIES = 10_000;
/** Renewals that one batch begins in a minute, and has open at once, at most. */
export const MOST_PER_MINUTE = 6_000;
export const MOST_OPEN = 500;
/** The same unless somebody says otherwise: little beside what people ask of the policy system. */
export const USUAL_PER_MINUTE = 60;
export const USUALLY_OPEN = 20;
