/**
 * Where a renewal stands. `offered`: it can be paid, and nobody can take it back. `nonRenewing`: the insurer will not renew, and the
 * proof of its notice decides whether that holds.
 */
export const RENEWAL_STATES = [
  'scheduled',
  'started',
  'referred',
  'quoted',
  'offered',
  'binding',
  'bound',
  'nonRenewing',
  'completed',
  'nonRenewed',
  'notTaken',
  'withdrawn',
] as const;
export type RenewalState = (typeof RENEWAL_STATES)[number];
