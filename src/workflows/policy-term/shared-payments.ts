import type { SharedPayment, TermTask } from './messages.js';
import { isOpenTask } from './task-list.js';

type SharedPayments = readonly SharedPayment[];

/** How many payments are remembered; Temporal's index knows no more of a term either. */
const KEPT_PAYMENTS = 100;

/** How many terms of one payment are remembered. */
const KEPT_TERMS = 20;

export function sharedTaskKey(paymentId: string): string {
  return `samePayment:${paymentId}`;
}

export function sharingOf(shared: SharedPayments, paymentId: string): SharedPayment | undefined {
  return shared.find((one) => one.paymentId === paymentId);
}

/** Which of these terms are not known to have the payment. */
export function unknownOf(
  shared: SharedPayments,
  paymentId: string,
  workflowIds: readonly string[],
): readonly string[] {
  const known = sharingOf(shared, paymentId)?.terms ?? [];
  return workflowIds
    .filter((id) => !known.some(({ workflowId }) => workflowId === id))
    .slice(0, KEPT_TERMS - known.length);
}

/** Remembers that other terms have the payment too. What a person said of it before said nothing of these. */
export function withSharing(
  shared: SharedPayments,
  paymentId: string,
  workflowIds: readonly string[],
): SharedPayments {
  const added = unknownOf(shared, paymentId, workflowIds);
  if (added.length === 0) return shared;
  const known = sharingOf(shared, paymentId)?.terms ?? [];
  const terms = [...known, ...added.map((workflowId) => ({ workflowId, isOver: false }))];
  return [...withoutPayment(shared, paymentId), { paymentId, terms, isSettled: false }].slice(
    -KEPT_PAYMENTS,
  );
}

/** Nobody shares the payment any more. */
export function withoutPayment(shared: SharedPayments, paymentId: string): SharedPayments {
  return shared.filter((one) => one.paymentId !== paymentId);
}

/** Another term does not have the payment any more. */
export function withoutSharing(
  shared: SharedPayments,
  paymentId: string,
  workflowId: string,
): SharedPayments {
  return shared
    .map((one) =>
      one.paymentId === paymentId
        ? { ...one, terms: one.terms.filter((term) => term.workflowId !== workflowId) }
        : one,
    )
    .filter(({ terms }) => terms.length > 0);
}

/** Another term that has the payment has ended. */
export function withSharingOver(
  shared: SharedPayments,
  paymentId: string,
  workflowId: string,
): SharedPayments {
  return shared.map((one) =>
    one.paymentId === paymentId
      ? {
          ...one,
          terms: one.terms.map((term) =>
            term.workflowId === workflowId ? { workflowId, isOver: true } : term,
          ),
        }
      : one,
  );
}

/** After a person settled tasks: payments of which none is open any more are settled. */
export function withSettledSharing(
  shared: SharedPayments,
  tasks: readonly TermTask[],
): SharedPayments {
  return shared.map((one) =>
    isOpenTask(tasks, sharedTaskKey(one.paymentId)) ? one : { ...one, isSettled: true },
  );
}
