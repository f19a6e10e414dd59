/** Where a reinstatement stands, the return of a cancelled term. */
export const REINSTATEMENT_STATES = [
  'requested',
  'referred',
  'quoted',
  'waitingTurn',
  'binding',
  'bound',
  'completed',
  'withdrawn',
] as const;
export type ReinstatementState = (typeof REINSTATEMENT_STATES)[number];
