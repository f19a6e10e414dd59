import { CHANGE_PLAN } from '../mid-term/change-plan.js';
import type { ActsByState, LateActsByState } from '../transaction/change-acts.js';
import type { ReinstatementState } from './state.js';

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

/** What people can do about a reinstatement, by its state. */
export const REINSTATEMENT_ACTS: ActsByState<ReinstatementState> = {
  requested: ['withdraw'],
  referred: ['decide', 'withdraw'],
  quoted: ['withdraw'],
  waitingTurn: ['withdraw'],
};

export const LATE_REINSTATEMENT_ACTS: LateActsByState<ReinstatementState> = {
  completed: { withdraw: { never: 'alreadyBound', allowed: 'a cancellation' } },
  withdrawn: { withdraw: 'done' },
};
