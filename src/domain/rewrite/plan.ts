import { CHANGE_PLAN } from '../mid-term/change-plan.js';
import type { ChangeFacts } from '../mid-term/change-plan.js';
import type { ActsByState, LateActsByState } from '../transaction/change-acts.js';
import type { Plan } from '../transaction/plan.js';
import type { RewriteState } from './state.js';

/** How far a rewrite is: until its new term is bound, nothing of it stands for good. */
export const REWRITE_STAGES = {
  requested: 'open',
  quoted: 'open',
  waitingTurn: 'open',
  cancellingOld: 'open',
  bindingNew: 'open',
  bound: 'bound',
  completed: 'ended',
  withdrawn: 'ended',
} as const;

/** The steps of a change, for the term that ends; the new one is new business of its own. */
export const REWRITE_PLAN = [
  ...CHANGE_PLAN,
  { name: 'prepareNewTerm', asks: 'the workflow of the new term' },
  { name: 'bindNewTerm', asks: 'the workflow of the new term' },
] as const satisfies Plan<ChangeFacts>;

/** What people can do about a rewrite, by its state. */
export const REWRITE_ACTS: ActsByState<RewriteState> = {
  requested: ['withdraw'],
  quoted: ['withdraw'],
  waitingTurn: ['withdraw'],
};

export const LATE_REWRITE_ACTS: LateActsByState<RewriteState> = {
  completed: { withdraw: { never: 'alreadyBound', allowed: 'a cancellation of the new term' } },
  withdrawn: { withdraw: 'done' },
};
