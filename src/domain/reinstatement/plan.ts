import { CHANGE_PLAN } from '../mid-term/change-plan.js';

/** How far a reinstatement is; the policy system has it from `bound` on. */
export const REINSTATEMENT_STAGES = {
  requested: 'open',
  referred: 'open',
  quoted: 'open',
  waitingTurn: 'open',
  binding: 'open',
  bound: 'bound',
  completed: 'ended',
  withdrawn: 'ended',
} as const;

export const REINSTATEMENT_PLAN = CHANGE_PLAN;
