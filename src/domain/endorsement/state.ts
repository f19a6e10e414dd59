/** Where an endorsement stands, a change of a policy within its term. */
export const ENDORSEMENT_STATES = [
  'draft',
  'quoted',
  'waitingTurn',
  'binding',
  'bound',
  'completed',
  'withdrawn',
] as const;
export type EndorsementState = (typeof ENDORSEMENT_STATES)[number];
