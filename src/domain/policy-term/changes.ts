import { instantMs } from '../calendar/instant.js';
import { inTimeCents, lateMoneyKey } from './money-after-cancellation.js';
import { confirmingPayment, decided, delinquencyOf, thresholdAfter } from './money.js';
import type { TermEffect, TermEventOf, TermRefused } from './events.js';
import {
  basisOf,
  measuredAnew,
  noted,
  refused,
  type PolicyTerm,
  type TermLayer,
  type TermStep,
} from './state.js';
import { holdsTurn, notTurnHolder, withoutHopeless } from './turn.js';
import { releaseHeld } from '../ledger/release.js';

/** Names a step that was done before under another id. */
function doneAlready(field: string, found: string, allowed: string): TermRefused {
  return refused('notAllowedInState', { field, found: `${found} already`, allowed });
}

/** An endorsement was booked: a layer more. An unconfirmed term is decided again. Row t20. */
export function onEndorsed(
  term: PolicyTerm,
  event: TermEventOf<'endorsed'>,
): TermStep | TermRefused {
  const { transaction, effectiveDate, charges, fullTerm } = event;
  if (!holdsTurn(term, transaction)) return notTurnHolder(term, transaction);
  if (term.layers.some((layer) => layer.transaction === transaction))
    return doneAlready('transaction', `${transaction} is booked`, 'one layer of each transaction');
  const layer = {
    kind: 'endorsement',
    transaction,
    effectiveDate,
    booked: charges,
    fullTerm,
  } as const;
  const endorsed = { ...term, layers: [...term.layers, layer] };
  const basis = basisOf(term);
  if (term.status !== 'unconfirmed' || !basis)
    return noted(measuredAnew(endorsed), 'A layer was added.');
  const thresholdCents = thresholdAfter(basis, event);
  return decided(measuredAnew(endorsed, { thresholdCents }), null, 'counted');
}

/** A notice of cancellation is out. Coverage goes on till its date. Row t21. */
export function onCancellationPending(
  term: PolicyTerm,
  { transaction, effectiveDate }: TermEventOf<'cancellationPending'>,
): TermStep | TermRefused {
  const pending = term.pendingCancellation;
  if (pending)
    return refused('cancellationPending', {
      field: 'transaction',
      found: `${pending.transaction}, pending for ${pending.effectiveDate}`,
      allowed: 'reschedule it, or pendingCleared first',
    });
  return noted(
    { ...term, pendingCancellation: { transaction, effectiveDate } },
    `A cancellation is pending for ${effectiveDate}.`,
  );
}

/** The pending cancellation was rescinded or withdrawn, by the transaction that set it. Row t22. */
export function onPendingCleared(
  term: PolicyTerm,
  { transaction }: TermEventOf<'pendingCleared'>,
): TermStep | TermRefused {
  const others = pendingOfAnother(term, transaction);
  if (others) return others;
  return noted({ ...term, pendingCancellation: null }, 'No cancellation is pending.');
}

/** The pending cancellation is for another day, says the transaction that set it. */
export function onRescheduled(
  term: PolicyTerm,
  { transaction, effectiveDate }: TermEventOf<'rescheduled'>,
): TermStep | TermRefused {
  const others = pendingOfAnother(term, transaction);
  if (others) return others;
  if (term.pendingCancellation === null)
    return refused('notAllowedInState', {
      field: 'pendingCancellation',
      found: 'none',
      allowed: 'cancellationPending first',
    });
  return noted(
    { ...term, pendingCancellation: { transaction, effectiveDate } },
    `A cancellation is pending for ${effectiveDate}.`,
  );
}

function pendingOfAnother(term: PolicyTerm, transaction: string): TermRefused | null {
  const pending = term.pendingCancellation;
  if (pending === null || pending.transaction === transaction) return null;
  return refused('cancellationPending', {
    field: 'transaction',
    found: transaction,
    allowed: `the transaction whose cancellation is pending: ${pending.transaction}`,
  });
}

/** The cancellation is booked: nothing else goes on with the term. Row t23. */
export function onCancelled(
  term: PolicyTerm,
  event: TermEventOf<'cancelled'>,
): TermStep | TermRefused {
  const { transaction, effectiveDate } = event;
  if (!holdsTurn(term, transaction)) return notTurnHolder(term, transaction);
  const cancelled = withoutHopeless({
    ...withReturn(term, event),
    status: 'cancelled',
    pendingCancellation: null,
    cancellation: cancellationOf(term, event),
  });
  return noted(cancelled.term, `The term is cancelled from ${effectiveDate}.`, [
    ...cancelled.effects,
    { kind: 'withdrawEndorsements' },
    { kind: 'tellRenewalCancelled', effectiveDate },
  ]);
}

/** Keeps what the cancellation returned; money is measured against what is left of the charges. */
function withReturn(
  term: PolicyTerm,
  { transaction, effectiveDate, charges }: TermEventOf<'cancelled'>,
): PolicyTerm {
  const returns = [...term.returns, { transaction, effectiveDate, booked: charges }];
  return measuredAnew({ ...term, returns });
}

function cancellationOf(
  term: PolicyTerm,
  { effectiveDate, rescind, lateMoneyDue }: TermEventOf<'cancelled'>,
): NonNullable<PolicyTerm['cancellation']> {
  const deadlineMs = rescind && instantMs(rescind.deadline);
  return {
    effectiveDate,
    rescind:
      rescind && deadlineMs !== null ? { deadlineMs, pastDueCents: rescind.pastDueCents } : null,
    inTimeCents: inTimeCents(term, deadlineMs),
    isReinstatementStarted: term.cancellation?.isReinstatementStarted ?? false,
    lateMoneyDue,
    replacedBy: term.cancellation?.replacedBy ?? null,
  };
}

/** Cancelled a second time, from an earlier day. Row t24. */
export function onCancelledEarlier(
  term: PolicyTerm,
  event: TermEventOf<'cancelled'>,
): TermStep | TermRefused {
  const { transaction, effectiveDate } = event;
  if (!holdsTurn(term, transaction)) return notTurnHolder(term, transaction);
  const now = term.cancellation?.effectiveDate ?? '';
  if (effectiveDate >= now)
    return refused('notEarlier', {
      field: 'effectiveDate',
      found: effectiveDate,
      allowed: `a day before ${now}`,
    });
  const cancelled = withoutHopeless({
    ...withReturn(term, event),
    cancellation: cancellationOf(term, event),
  });
  return noted(
    cancelled.term,
    `The term is cancelled from ${effectiveDate} and no longer from ${now}.`,
    cancelled.effects,
  );
}

/**
 * The cancellation is undone. The term is what it was before it, money that came meanwhile is counted, and what was taken
 * back meanwhile is owed again. Only the holder of the turn can have booked it. Rows t25, t26.
 */
export function onReinstated(
  term: PolicyTerm,
  event: TermEventOf<'reinstated'>,
): TermStep | TermRefused {
  const { transaction, paymentDeadline } = event;
  const replacedBy = term.cancellation?.replacedBy;
  if (replacedBy)
    return refused('termReplaced', {
      field: 'status',
      found: `replaced by ${replacedBy}`,
      allowed: 'a cancelled term without a rewrite',
    });
  if (!holdsTurn(term, transaction)) return notTurnHolder(term, transaction);
  const { ledger, counted } = releaseHeld(term.ledger, term.ledger.currency ?? '');
  const back = measuredAnew({
    ...term,
    ledger,
    status: term.confirmation ? 'confirmed' : 'unconfirmed',
    cancellation: null,
    layers: [...term.layers, reinstatementLayer(term, event)],
  });
  const basis = basisOf(back);
  const paymentId = basis && confirmingPayment(counted, basis, term.ledger.goodCents);
  const done: readonly TermEffect[] = [
    ...counted.map((paid) => ({ kind: 'closeTask', key: lateMoneyKey(paid.paymentId) }) as const),
    { kind: 'closeTask', key: 'startReinstatement' },
    ...delinquencyOf(back),
  ];
  const step = decided(back, paymentId, 'counted', done);
  if (step.term.status !== 'unconfirmed') return step;
  const deadline = { kind: 'movePaymentDeadline', deadline: paymentDeadline } as const;
  return { ...step, effects: [...step.effects, deadline] };
}

/** What is charged again; the figures of the whole term are those from before the cancellation. */
function reinstatementLayer(
  { layers }: PolicyTerm,
  { transaction, effectiveDate, charges }: TermEventOf<'reinstated'>,
): TermLayer {
  const fullTerm = layers.at(-1)?.fullTerm ?? [];
  return { kind: 'reinstatement', transaction, effectiveDate, booked: charges, fullTerm };
}

/** The reinstatement came to nothing: money in time may start another. */
export function onReinstatementEnded(term: PolicyTerm): TermStep {
  const { cancellation } = term;
  return noted(
    { ...term, cancellation: cancellation && { ...cancellation, isReinstatementStarted: false } },
    'The term stays cancelled.',
  );
}

/** A rewrite took the place of the cancelled term. Row t27. */
export function onReplaced(
  term: PolicyTerm,
  { transaction, newTerm }: TermEventOf<'replaced'>,
): TermStep | TermRefused {
  if (!holdsTurn(term, transaction)) return notTurnHolder(term, transaction);
  const { cancellation } = term;
  if (cancellation?.replacedBy)
    return doneAlready('newTerm', `replaced by ${cancellation.replacedBy}`, 'one rewrite');
  return noted(
    { ...term, cancellation: cancellation && { ...cancellation, replacedBy: newTerm } },
    `The term was replaced by ${newTerm}.`,
  );
}

/** The time has come to renew. A note to refer does not forbid it: the renewal itself asks a person then. Row t32. */
export function onRenewalDue(
  term: PolicyTerm,
  { direction }: TermEventOf<'renewalDue'>,
): TermStep | TermRefused {
  if (direction === 'nonRenew' || direction === 'notTaken')
    return refused('directionHolds', {
      field: 'direction',
      found: direction,
      allowed: 'no direction, refer',
    });
  if (term.isRenewalStarted)
    return doneAlready('renewal', 'a renewal was started', 'one renewal of each term');
  return noted({ ...term, isRenewalStarted: true }, 'The renewal was started.', [
    { kind: 'startRenewal' },
  ]);
}

/** A person puts right what stopped a step, and it runs again. The status stays. Row t37. */
export function onCorrect(
  term: PolicyTerm,
  { step, input }: TermEventOf<'correct'>,
): TermStep | TermRefused {
  const stopped = term.stopped.filter((other) => other.step !== step);
  if (stopped.length === term.stopped.length)
    return refused('nothingToCorrect', {
      field: 'step',
      found: step,
      allowed: term.stopped.map((other) => other.step).join(', ') || 'nothing',
    });
  return noted({ ...term, stopped }, `The step ${step} runs again.`, [
    { kind: 'runStepAgain', step, input },
  ]);
}

/** Notes that a step outside stopped and waits for `correct`. The same step stopping again has its latest reason. @internal */
export function withStoppedStep(term: PolicyTerm, step: string, reason: string): PolicyTerm {
  const others = term.stopped.filter((other) => other.step !== step);
  return { ...term, stopped: [...others, { step, reason }] };
}
