import type { EnteredPayment, Payment } from '../ledger/state.js';
import { openLedger } from '../ledger/state.js';
import { idMap } from '../machine/id-map.js';
import type { TermName } from '../workflow-ids.js';
import { answered, noted, refused, refusedAsDone, type TermStep } from './answers.js';
import type { TermEffect, TermEventOf, TermRefused } from './events.js';
import { closing, MONEY_BEFORE_BIND, postdatedKey, REFUND } from './money-tasks.js';
import type { PolicyTerm } from './state.js';

/**
 * The policy system gave the term that was awaited here another policy number: what was told of its money goes to that term,
 * where it counts once by its id, and nobody refunds it.
 */
export function onMoved(term: PolicyTerm, { to }: TermEventOf<'moved'>): TermStep | TermRefused {
  const named = `${to.policyNumber}-${to.termNumber}`;
  if (term.binding)
    return refused('termAlreadyBound', {
      field: 'to',
      found: named,
      allowed: 'a term that nobody has bound',
    });
  const known = term.movedTo;
  if (known?.policyNumber === to.policyNumber && known.termNumber === to.termNumber)
    return noted(term, `The term is ${named}.`);
  if (known) return refusedAsDone('to', `${known.policyNumber}-${known.termNumber}`, 'one term');
  const { ledger } = term;
  const waiting = ledger.payments.filter(({ place }) => place !== 'parked');
  const parked = ledger.payments.filter(({ place }) => place === 'parked');
  const moved: PolicyTerm = {
    ...term,
    status: 'closed',
    movedTo: to,
    paymentAnswers: idMap(),
    ledger: {
      ...openLedger(ledger.policyNumber, ledger.termNumber),
      // For yet another term: a person moves it.
      payments: parked,
      parkedCount: ledger.parkedCount,
      reversals: ledger.reversals.filter((_, paymentId) => parked.has(paymentId)),
    },
  };
  const reversals = [...ledger.reversals].filter(([paymentId]) => !parked.has(paymentId));
  return noted(moved, `The term is ${named}.`, [
    closing(MONEY_BEFORE_BIND),
    closing(REFUND),
    ...ledger.postdated.map(({ paymentId }) => closing(postdatedKey(paymentId))),
    {
      kind: 'passOn',
      to,
      payments: [...waiting].map((entry) => paymentOf(to, entry)),
      reversals: reversals.map(([paymentId, reversalId]) => ({ paymentId, reversalId })),
      confirmation: null,
    },
  ]);
}

/** As billing told it, but for the term. */
function paymentOf(
  to: TermName,
  [paymentId, { currency, amountCents, receivedAtMs }]: readonly [string, EnteredPayment],
): Payment {
  const receivedAt = new Date(receivedAtMs).toISOString();
  return { ...to, paymentId, currency, amountCents, receivedAt };
}

/** Money that comes for the name that the term does not have. */
export function paymentPassedOn(
  term: PolicyTerm,
  to: TermName,
  { paymentId, currency, amountCents, receivedAt }: TermEventOf<'recordPayment'>,
): TermStep {
  const payment = { ...to, paymentId, currency, amountCents, receivedAt };
  return answered(term, 'held', [passingOn(to, { payments: [payment] })]);
}

/** Money that is taken back under the name that the term does not have. */
export function reversalPassedOn(
  term: PolicyTerm,
  to: TermName,
  { id: reversalId, paymentId }: TermEventOf<'reversePayment'>,
): TermStep {
  const reversals = [{ paymentId, reversalId }];
  return answered(term, 'reversalKept', [passingOn(to, { reversals })]);
}

type PassOn = Extract<TermEffect, { readonly kind: 'passOn' }>;

function passingOn(to: TermName, what: Partial<Pick<PassOn, 'payments' | 'reversals'>>): PassOn {
  return { kind: 'passOn', to, payments: [], reversals: [], confirmation: null, ...what };
}
