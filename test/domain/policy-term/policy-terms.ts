import { aCharge, BASE_CHARGES } from '../../support/charges.js';
import { applyTermEvent } from '../../../src/domain/policy-term/machine.js';
import type {
  TermEvent,
  TermEventKind,
  TermEventOf,
  UnbilledBind,
} from '../../../src/domain/policy-term/events.js';
import { newPolicyTerm, type PolicyTerm } from '../../../src/domain/policy-term/state.js';
import type { TermStep } from '../../../src/domain/policy-term/answers.js';

type Parts<K extends TermEventKind> = Partial<Omit<TermEventOf<K>, 'kind'>>;

export const FIRST_INVOICE = 149_450;

/** A payment that makes the first invoice of the term of `aBind` whole. */
export const aPayment = (parts: Parts<'recordPayment'> = {}): TermEventOf<'recordPayment'> => ({
  kind: 'recordPayment',
  paymentId: 'p1',
  policyNumber: 'POL-1',
  termNumber: 1,
  currency: 'USD',
  amountCents: FIRST_INVOICE,
  receivedAt: '2025-02-01T12:00:00Z',
  ...parts,
});

export const aReversal = (parts: Parts<'reversePayment'> = {}): TermEventOf<'reversePayment'> => ({
  kind: 'reversePayment',
  id: 'reversal-1',
  paymentId: 'p1',
  reason: 'insufficient funds',
  ...parts,
});

type BilledBound = Exclude<TermEventOf<'bound'>, UnbilledBind>;

/** A term of 5,244.50 with a first invoice of 1,494.50. */
export const aBind = (parts: Partial<Omit<BilledBound, 'kind'>> = {}): BilledBound => ({
  kind: 'bound',
  id: 'bind-1',
  transaction: 'new-business:portal:1',
  currency: 'USD',
  flow: 'confirmed',
  effectiveDate: '2025-02-01',
  charges: BASE_CHARGES,
  firstInvoiceCents: FIRST_INVOICE,
  plan: { downPaymentBasisPoints: 2500, instalments: 9 },
  rule: { kind: 'firstInvoice' },
  toleranceCents: {},
  upFrontPayments: [],
  cancelsForNonPayment: false,
  ...parts,
});

/** The same term, where the policy system alone bills it. */
export const anUnbilledBind = (): TermEventOf<'bound'> => ({
  kind: 'bound',
  id: 'bind-1',
  transaction: 'new-business:portal:1',
  flow: 'notBilled',
  effectiveDate: '2025-02-01',
  charges: BASE_CHARGES,
});

export const CANCELLATION = 'cancellation:POL-1:1';
export const ENDORSEMENT = 'endorsement:POL-1:1';
export const RENEWAL = 'renewal:POL-1:2';
export const REINSTATEMENT = 'reinstatement:POL-1:1';

/** Asks for the turn; the id follows from who asks. */
export const aClaim = (parts: Parts<'takeTurn'> = {}): TermEventOf<'takeTurn'> => ({
  kind: 'takeTurn',
  id: `take ${parts.transaction ?? ENDORSEMENT}`,
  transaction: ENDORSEMENT,
  purpose: 'endorsement',
  effectiveDate: '2025-05-01',
  ...parts,
});

export const aGivingBack = (parts: Parts<'giveBackTurn'> = {}): TermEventOf<'giveBackTurn'> => ({
  kind: 'giveBackTurn',
  id: `give back ${parts.transaction ?? ENDORSEMENT}`,
  transaction: ENDORSEMENT,
  ...parts,
});

export const aReinstatementClaim = aClaim({ transaction: REINSTATEMENT, purpose: 'reinstatement' });

/** Cancelled for money that can still be received, in time until 11 June 2025, 00:01 in Chicago. */
export const aCancellation = (parts: Parts<'cancelled'> = {}): TermEventOf<'cancelled'> => ({
  kind: 'cancelled',
  id: 'cancelled-1',
  transaction: CANCELLATION,
  effectiveDate: '2025-06-11',
  charges: [],
  terms: { method: 'proRata', minimum: null },
  rescind: { deadline: '2025-06-11T05:01:00Z', pastDueCents: 41_666 },
  lateMoneyDue: '2025-07-11',
  ...parts,
});

/** A person says that the term shall not be renewed. */
export const aDirection = (parts: Parts<'direction'> = {}): TermEventOf<'direction'> => ({
  kind: 'direction',
  id: 'direction-1',
  direction: 'nonRenew',
  by: 'ops@example.test',
  reason: 'Too many losses',
  at: '2025-06-01T12:00:00.000Z',
  ...parts,
});

/** One event of each kind, as good as it can be without knowing the term. */
export const EVENTS: { readonly [K in TermEventKind]: TermEventOf<K> } = {
  recordPayment: aPayment({ paymentId: 'p9', amountCents: 100 }),
  reversePayment: aReversal({ id: 'reversal-9', paymentId: 'p8' }),
  bound: aBind({ id: 'bind-9' }),
  confirmTerm: { kind: 'confirmTerm', id: 'confirm-1' },
  takeTurn: aClaim(),
  giveBackTurn: aGivingBack(),
  endorsed: {
    kind: 'endorsed',
    id: 'endorsed-1',
    transaction: ENDORSEMENT,
    effectiveDate: '2025-05-01',
    charges: [aCharge({ amountCents: 90_740 })],
    fullTerm: [aCharge({ amountCents: 620_000 })],
  },
  cancellationPending: {
    kind: 'cancellationPending',
    id: 'pending-1',
    transaction: CANCELLATION,
    effectiveDate: '2025-06-11',
    rescind: { deadline: '2025-06-11T05:01:00Z', pastDueCents: 41_666 },
  },
  rescheduled: {
    kind: 'rescheduled',
    id: 'rescheduled-1',
    transaction: CANCELLATION,
    effectiveDate: '2025-06-18',
    deadline: '2025-06-18T05:01:00Z',
  },
  pendingCleared: { kind: 'pendingCleared', id: 'cleared-1', transaction: CANCELLATION },
  cancelled: aCancellation({ id: 'cancelled-9' }),
  reinstated: {
    kind: 'reinstated',
    id: 'reinstated-1',
    transaction: REINSTATEMENT,
    effectiveDate: '2025-06-11',
    charges: [],
    paymentDeadline: '2025-07-11T05:00:00Z',
  },
  reinstatementEnded: {
    kind: 'reinstatementEnded',
    id: 'reinstatement-ended-1',
    transaction: REINSTATEMENT,
  },
  replaced: {
    kind: 'replaced',
    id: 'replaced-1',
    transaction: 'rewrite:POL-1:1',
    newTerm: 'POL-2-1',
  },
  direction: aDirection(),
  renewalDue: { kind: 'renewalDue', id: 'renewal-due' },
  renewalStarted: { kind: 'renewalStarted', id: 'renewal-started', transaction: RENEWAL },
  renewed: {
    kind: 'renewed',
    id: 'renewed-1',
    transaction: RENEWAL,
    nextTerm: { policyNumber: 'POL-2', termNumber: 2 },
  },
  moved: {
    kind: 'moved',
    id: 'moved-1',
    transaction: 'policy-term:POL-0:1',
    to: { policyNumber: 'POL-2', termNumber: 1 },
  },
  renewalEnded: {
    kind: 'renewalEnded',
    id: 'renewal-ended-1',
    transaction: RENEWAL,
    result: 'withdrawn',
  },
  postdatedDue: { kind: 'postdatedDue', id: 'postdated-due', at: '2025-03-01T12:00:00Z' },
  paymentDeadline: {
    kind: 'paymentDeadline',
    id: 'payment-deadline',
    deadline: '2025-03-01T06:01:00Z',
  },
  endOfTerm: { kind: 'endOfTerm', id: 'end-of-term' },
  notBoundInTime: { kind: 'notBoundInTime', id: 'not-bound' },
  correct: {
    kind: 'correct',
    id: 'correct-1',
    step: 'updateTermConfirmed',
    by: 'ops',
    reason: 'billing was set up',
    input: {},
  },
};

/** Applies an event that must be accepted. */
export function accepted(term: PolicyTerm, event: TermEvent): TermStep {
  const result = applyTermEvent(term, event);
  if (result.outcome === 'refused') throw new Error(`${event.kind}: ${result.refusal.text}`);
  return result;
}

/** A term after all these events. */
export function termAfter(...events: readonly TermEvent[]): PolicyTerm {
  return events.reduce((term, event) => accepted(term, event).term, newPolicyTerm('POL-1', 1));
}

const claimCancellation = aClaim({ transaction: CANCELLATION, purpose: 'cancellation' });
export const cancelling = [
  claimCancellation,
  aCancellation(),
  aGivingBack({ transaction: CANCELLATION }),
] as const;

const theEnd = { ...EVENTS.endOfTerm, id: 'the end' };

/** A term in each status, with nothing else about it. */
export const TERMS = {
  new: termAfter(),
  awaited: termAfter(aPayment()),
  unconfirmed: termAfter(aBind()),
  confirmed: termAfter(aBind(), aPayment()),
  cancelled: termAfter(aBind(), aPayment(), ...cancelling),
  expired: termAfter(aBind(), theEnd),
  closed: termAfter(aBind(), ...cancelling, theEnd),
} as const;
