import { amountIn } from '../../domain/money/cents.js';
import { isBilled } from '../../domain/policy-term/state.js';
import type { CarriedTerm, NamedByHand, PolicyTermInput, TermRecord } from './messages.js';
import { awaitedByReversals, nextDueMs, ledgerEntries } from '../../domain/ledger/views.js';
import { lastChange, latestChangeFrom } from '../../domain/policy-term/last-change.js';
import { arithmeticNow } from '../../domain/policy-term/arithmetic.js';

import { awaitedRenewal, renewalDeadline } from './renewal-wait.js';

/** More would not fit into an answer; the newest are the ones that are asked about. */
const LISTED_PAYMENTS = 1_000;

/** The term as it stands, for whoever asks. */
export function termRecord(input: PolicyTermInput, held: CarriedTerm): TermRecord {
  const { policyNumber, termNumber } = input;
  const { term, bound, tasks, isConfirmationAcknowledged } = held;
  const payments = ledgerEntries(term.ledger);
  return {
    policyNumber,
    termNumber,
    createdAt: held.openedAt,
    ...(held.updatedAt === undefined ? {} : { updatedAt: held.updatedAt }),
    status: term.status,
    isBilled: isBilled(term),
    isConfirmed: term.confirmation !== null,
    isConfirmationAcknowledged,
    productKey: bound?.productKey ?? null,
    state: bound?.state ?? null,
    effectiveDate: bound?.effectiveDate ?? null,
    expirationDate: bound?.expirationDate ?? null,
    cancelledOn: term.cancellation?.effectiveDate ?? null,
    pendingCancellation: term.pendingCancellation && {
      transaction: term.pendingCancellation.transaction,
      effectiveDate: term.pendingCancellation.effectiveDate,
    },
    replacedBy: term.cancellation?.replacedBy ?? null,
    priorTerm: bound?.priorTerm ?? null,
    nextTerm: term.nextTerm,
    movedTo: term.movedTo,
    direction: term.direction,
    isRenewalStarted: term.isRenewalStarted,
    renewalEnded: term.renewalEnded,
    renewalStart: held.renewalTimer?.start ?? null,
    lastChange: lastChange(term),
    latestChangeFrom: latestChangeFrom(term),
    ...passedOver(held),
    layers: term.layers,
    returns: term.returns,
    currency: isBilled(term) === false ? null : term.ledger.currency,
    arithmetic: arithmeticNow(term),
    payments: payments.slice(-LISTED_PAYMENTS),
    paymentCount: payments.length,
    heldByCurrency: term.ledger.heldByCurrency,
    keptReversals: awaitedByReversals(term.ledger),
    turn: term.turn,
    tasks,
    nextDeadline: nextMoment(input, held),
    waitingFor: waitingFor(held),
  };
}

function passedOver({ namedByHand = [] }: CarriedTerm): Pick<TermRecord, 'passedOver'> {
  const guids = namedByHand.filter(changesNoTerm).map(({ quoteGuid }) => quoteGuid);
  return guids.length === 0 ? {} : { passedOver: guids };
}

/** An audit or a correction: what is booked after it does not build on it. */
export function changesNoTerm({ kind }: Pick<NamedByHand, 'kind'>): boolean {
  return kind === 'other';
}

/** A moment at which something happens by itself. */
export interface TermMoment {
  readonly what:
    | NonNullable<ReturnType<typeof nextDeadline>>['what']
    | NonNullable<ReturnType<typeof renewalDeadline>>['what'];
  readonly at: string;
}

/** What happens next by itself, and when; null when nothing does. */
export function nextMoment(input: PolicyTermInput, held: CarriedTerm): TermMoment | null {
  return earlierOf(nextDeadline(input, held), renewalDeadline(held));
}

function earlierOf(one: TermMoment | null, other: TermMoment | null): TermMoment | null {
  if (one === null || other === null) return one ?? other;
  return Date.parse(other.at) < Date.parse(one.at) ? other : one;
}

/** What happens next by itself, and when, but for the renewal; null when nothing does. */
export function nextDeadline(
  { unboundPatienceMs }: PolicyTermInput,
  { term, bound, openedAt, hasPassedPaymentDeadline }: CarriedTerm,
): {
  what: 'notBoundInTime' | 'paymentDeadline' | 'endOfTerm' | 'postdatedDue';
  at: string;
} | null {
  const dueMs = nextDueMs(term.ledger);
  const due =
    dueMs === null ? null : ({ what: 'postdatedDue', at: new Date(dueMs).toISOString() } as const);
  const own = ownDeadline(unboundPatienceMs, { term, bound, openedAt, hasPassedPaymentDeadline });
  if (due === null || own === null) return due ?? own;
  return Date.parse(due.at) < Date.parse(own.at) ? due : own;
}

function ownDeadline(
  unboundPatienceMs: number,
  {
    term,
    bound,
    openedAt,
    hasPassedPaymentDeadline,
  }: Pick<CarriedTerm, 'term' | 'bound' | 'openedAt' | 'hasPassedPaymentDeadline'>,
): { what: 'notBoundInTime' | 'paymentDeadline' | 'endOfTerm'; at: string } | null {
  if (term.status === 'expired' || term.status === 'closed') return null;
  if (bound === null) {
    return {
      what: 'notBoundInTime',
      at: new Date(Date.parse(openedAt) + unboundPatienceMs).toISOString(),
    };
  }
  const end = { what: 'endOfTerm', at: bound.endOfTerm } as const;
  // It has come, and waits for whoever has the turn: what comes next is something else.
  if (term.turn.queue.some(({ purpose }) => purpose === 'endOfTerm')) return null;
  const { paymentDeadline } = bound;
  const isPaymentAwaited = term.status === 'unconfirmed' && !hasPassedPaymentDeadline;
  if (!isPaymentAwaited || paymentDeadline === null) return end;
  return Date.parse(paymentDeadline) < Date.parse(bound.endOfTerm)
    ? { what: 'paymentDeadline', at: paymentDeadline }
    : end;
}

/** What the term waits for, in a sentence; null when nothing is awaited. Cheap: it is said after every message. */
export function waitingFor(held: CarriedTerm): string | null {
  const { term, tasks, earlyConfirmation } = held;
  const { holder } = term.turn;
  if (holder !== null) return `transaction ${holder.transaction}, which has the turn.`;
  switch (term.status) {
    case 'new':
    case 'awaited':
      return earlyConfirmation === null
        ? 'the policy to be bound; what is said of its money is kept until then.'
        : 'the policy to be bound; money is kept until then, and that billing has confirmed the term.';
    case 'unconfirmed':
      return `${amountIn(arithmeticNow(term).shortfall, term.ledger.currency)} that are missing.`;
    case 'confirmed':
      return owesConfirmation(held) ? ACKNOWLEDGEMENT : awaitedRenewal(held);
    case 'cancelled':
      return null;
    case 'expired':
    case 'closed':
      if (tasks.length > 0) return 'its tasks to be settled.';
      return owesConfirmation(held) ? ACKNOWLEDGEMENT : null;
  }
}

/** Billing is yet to be told that the term is confirmed. */
export function owesConfirmation({ term, isConfirmationAcknowledged }: CarriedTerm): boolean {
  return term.confirmation !== null && isBilled(term) === true && !isConfirmationAcknowledged;
}

const ACKNOWLEDGEMENT = 'billing to acknowledge that the term is confirmed.';
