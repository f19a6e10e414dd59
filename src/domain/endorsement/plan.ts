import { CHANGE_PLAN } from '../mid-term/change-plan.js';

/** How far an endorsement is; the policy system has it from `bound` on. */
export const ENDORSEMENT_STAGES = {
  draft: 'open',
  quoted: 'open',
  waitingTurn: 'open',
  binding: 'open',
  bound: 'bound',
  completed: 'ended',
  withdrawn: 'ended',
} as const;

export const ENDORSEMENT_PLAN = CHANGE_PLAN;
