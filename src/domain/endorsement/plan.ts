import { CHANGE_PLAN } from '../mid-term/change-plan.js';
import type { ActsByState, LateActsByState } from '../transaction/change-acts.js';
import type { EndorsementState } from './state.js';

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

/** What people can do about an endorsement, by its state. */
export const ENDORSEMENT_ACTS: ActsByState<EndorsementState> = {
  draft: ['edit', 'withdraw'],
  quoted: ['edit', 'withdraw'],
  waitingTurn: ['withdraw'],
};

export const LATE_ENDORSEMENT_ACTS: LateActsByState<EndorsementState> = {
  completed: {
    withdraw: { never: 'alreadyBound', allowed: 'another endorsement, which takes it back' },
  },
  withdrawn: { withdraw: 'done' },
};
