import { CHANGE_PLAN } from '../mid-term/change-plan.js';

/** How far a cancellation is; the policy system has it from `cancelled` on. */
export const CANCELLATION_STAGES = {
  requested: 'open',
  quoted: 'open',
  pending: 'open',
  waitingTurn: 'open',
  completing: 'open',
  cancelled: 'bound',
  completed: 'ended',
  rescinded: 'ended',
  withdrawn: 'ended',
} as const;

export const CANCELLATION_PLAN = CHANGE_PLAN;
