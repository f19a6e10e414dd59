import { CHANGE_PLAN, type ChangeFacts } from '../mid-term/change-plan.js';
import type { ActsByState, LateActsByState } from '../transaction/change-acts.js';
import type { Plan } from '../transaction/plan.js';
import type { RenewalState } from './state.js';

/** How far a renewal is: until the next term is bound, nothing of it stands for good. */
export const RENEWAL_STAGES = {
  scheduled: 'open',
  started: 'open',
  referred: 'open',
  quoted: 'open',
  offered: 'open',
  binding: 'open',
  bound: 'bound',
  nonRenewing: 'open',
  completed: 'ended',
  nonRenewed: 'ended',
  notTaken: 'ended',
  withdrawn: 'ended',
} as const;

/** The steps of a renewal; the next term is new business of its own, which makes all writes to the other systems. */
export const RENEWAL_PLAN = [
  ...CHANGE_PLAN,
  { name: 'readExpiring', asks: 'the policy system' },
  { name: 'nextReference', asks: 'the workflow of the new term' },
  { name: 'prepareNewTerm', asks: 'the workflow of the new term' },
  { name: 'lookAtNewTerm', asks: 'the workflow of the new term' },
  { name: 'sendOffer', asks: 'the billing system' },
  { name: 'acceptPlan', asks: 'the workflow of the new term' },
  { name: 'bindNewTerm', asks: 'the workflow of the new term' },
  { name: 'adviseLateMoney', asks: 'the product file' },
  { name: 'passMoneyOn', asks: 'the workflow of the new term' },
  { name: 'cancelNewTerm', asks: 'the workflow of the new term' },
  { name: 'carryChange', asks: 'the workflow of the new term' },
] as const satisfies Plan<ChangeFacts>;

/** What people can do about a renewal, by its state. */
export const RENEWAL_ACTS: ActsByState<RenewalState> = {
  scheduled: ['edit', 'withdraw', 'reschedule', 'settle'],
  started: ['edit', 'withdraw', 'reschedule', 'settle'],
  referred: ['decide', 'edit', 'withdraw', 'reschedule', 'settle'],
  quoted: ['edit', 'withdraw', 'reschedule', 'settle'],
  offered: ['edit', 'reschedule', 'settle'],
  binding: ['settle'],
  bound: ['settle'],
  nonRenewing: ['recordNotice', 'rescind', 'edit', 'withdraw', 'settle'],
  completed: ['settle'],
  nonRenewed: ['settle'],
  notTaken: ['settle'],
  withdrawn: ['settle'],
};

export const LATE_RENEWAL_ACTS: LateActsByState<RenewalState> = {
  completed: {
    withdraw: { never: 'alreadyBound', allowed: 'a cancellation of the new term' },
    edit: { never: 'alreadyBound', allowed: 'an endorsement of the new term' },
  },
  withdrawn: { withdraw: 'done' },
};
