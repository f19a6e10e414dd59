import { CHANGE_PLAN } from '../mid-term/change-plan.js';
import type { ActsByState, LateActsByState } from '../transaction/change-acts.js';
import type { CancellationState } from './state.js';

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

/** What people and billing can do about a cancellation, by its state. */
export const CANCELLATION_ACTS: ActsByState<CancellationState> = {
  requested: ['withdraw', 'reschedule'],
  quoted: ['withdraw', 'recordNotice', 'reschedule', 'rescind'],
  pending: ['withdraw', 'recordNotice', 'reschedule', 'rescind'],
  waitingTurn: ['rescind'],
  completing: ['rescind'],
};

const tooLate = { never: 'tooLateToRescind', allowed: 'a reinstatement' } as const;

export const LATE_CANCELLATION_ACTS: LateActsByState<CancellationState> = {
  completed: { rescind: tooLate, withdraw: tooLate },
  rescinded: { rescind: 'done', withdraw: 'done' },
  withdrawn: { rescind: 'done', withdraw: 'done' },
};
