/** Where a rewrite stands: a term that ends early, and another that takes its place. */
export const REWRITE_STATES = [
  'requested',
  'quoted',
  'waitingTurn',
  'cancellingOld',
  'bindingNew',
  'bound',
  'completed',
  'withdrawn',
] as const;
export type RewriteState = (typeof REWRITE_STATES)[number];
