import { contentDigest } from '../machine/content-digest.js';
import { knownPayment } from '../ledger/payment-ledger.js';
import { reversalOf } from '../ledger/views.js';
import { onBound, onBoundAgain, onBoundLate, onNotBoundInTime } from './bound.js';
import type { TermEvent, TermEventKind, TermEventOf, TermRefused, TermStatus } from './events.js';
import { type PolicyTerm } from './state.js';
import { onEndOfTerm, onGiveBackTurn, onTakeTurn } from './turn.js';
import {
  firstAnswer,
  noted,
  refused,
  keptAnswer,
  keptMoneyAnswer,
  type TermStep,
  contentDiffers,
} from './answers.js';
import { onPayment, onPostdatedDue } from './payments.js';
import { onReversal } from './reversals.js';
import { onConfirmCancelled, onConfirmTerm } from './decision.js';
import { onPaymentDeadline } from './deadline.js';
import { onEndorsed } from './endorsed.js';
import { onCancellationPending, onPendingCleared, onRescheduled } from './pending-cancellation.js';
import { onCancelled, onCancelledEarlier } from './cancelled.js';
import { onReinstated, onReinstatementEnded } from './reinstated.js';
import { onReplaced } from './replaced.js';
import {
  onDirection,
  onRenewalDue,
  onRenewalEnded,
  onRenewalStarted,
  onRenewed,
} from './renewal.js';
import { onMoved } from './moved.js';
import { onCorrect } from './corrected.js';

type Row<K extends TermEventKind> = (
  term: PolicyTerm,
  event: TermEventOf<K>,
) => TermStep | TermRefused;

/** A pair that is listed only to be refused with a better code; it is not among what is allowed. */
interface NeverRow<K extends TermEventKind> {
  readonly never: Row<K>;
}

type Rows = { readonly [K in TermEventKind]?: Row<K> | NeverRow<K> };

const notBoundYet = {
  never: (term: PolicyTerm) =>
    refused('termNotBound', {
      field: 'status',
      found: term.status,
      allowed: 'a bound term',
    }),
};
/** Billing confirms a term that is over, which changes nothing. One that was never bound is no term to billing. */
const notInForce = {
  never: (term: PolicyTerm) =>
    term.binding
      ? refused('termNotInForce', {
          field: 'status',
          found: term.status,
          allowed: 'a term in force',
        })
      : notBoundYet.never(term),
};

/** A term may be closed because nobody bound it. */
const ofBound =
  <K extends TermEventKind>(row: Row<K>): Row<K> =>
  (term, event) =>
    term.binding ? row(term, event) : notBoundYet.never(term);

/** What its renewal tells, which may outlast the term. */
const RENEWAL = {
  renewalStarted: ofBound(onRenewalStarted),
  renewed: ofBound(onRenewed),
  renewalEnded: ofBound(onRenewalEnded),
} as const satisfies Rows;

/** Rows of a term that is over: no money is dropped, and nothing else is taken. */
const OVER = {
  recordPayment: onPayment,
  postdatedDue: onPostdatedDue,
  reversePayment: onReversal,
  confirmTerm: notInForce,
  direction: notInForce,
  ...RENEWAL,
} as const satisfies Rows;

const nothingToDo = (term: PolicyTerm): TermStep => noted(term, 'Nothing is to be done.');

/** Rows of a term that is bound and runs, whether confirmed or not. */
const RUNNING = {
  recordPayment: onPayment,
  postdatedDue: onPostdatedDue,
  reversePayment: onReversal,
  confirmTerm: onConfirmTerm,
  takeTurn: onTakeTurn,
  giveBackTurn: onGiveBackTurn,
  endorsed: onEndorsed,
  cancellationPending: onCancellationPending,
  rescheduled: onRescheduled,
  pendingCleared: onPendingCleared,
  cancelled: onCancelled,
  direction: onDirection,
  renewalDue: onRenewalDue,
  ...RENEWAL,
  endOfTerm: onEndOfTerm,
  bound: onBoundAgain,
  correct: onCorrect,
} as const satisfies Rows;

/** The machine: what each status answers to. A pair that does not stand here is refused. */
const MACHINE: Readonly<Record<TermStatus, Rows>> = {
  new: {
    recordPayment: onPayment,
    reversePayment: onReversal,
    bound: onBound,
    notBoundInTime: onNotBoundInTime,
    moved: onMoved,
    confirmTerm: notBoundYet,
    takeTurn: notBoundYet,
    direction: notBoundYet,
  },
  awaited: {
    recordPayment: onPayment,
    postdatedDue: onPostdatedDue,
    reversePayment: onReversal,
    bound: onBound,
    notBoundInTime: onNotBoundInTime,
    moved: onMoved,
    confirmTerm: notBoundYet,
    takeTurn: notBoundYet,
    direction: notBoundYet,
    correct: onCorrect,
  },
  unconfirmed: { ...RUNNING, paymentDeadline: onPaymentDeadline },
  confirmed: { ...RUNNING, paymentDeadline: nothingToDo },
  cancelled: {
    recordPayment: onPayment,
    postdatedDue: onPostdatedDue,
    reversePayment: onReversal,
    confirmTerm: { never: onConfirmCancelled },
    takeTurn: onTakeTurn,
    giveBackTurn: onGiveBackTurn,
    cancelled: onCancelledEarlier,
    reinstated: onReinstated,
    reinstatementEnded: onReinstatementEnded,
    replaced: onReplaced,
    renewalDue: nothingToDo,
    ...RENEWAL,
    paymentDeadline: nothingToDo,
    endOfTerm: onEndOfTerm,
    bound: onBoundAgain,
    correct: onCorrect,
  },
  expired: { ...OVER, bound: onBoundAgain },
  closed: { ...OVER, bound: onBoundLate, moved: onMoved },
};

/** What an event came to: the next state with what is to be done and answered, or the reason why not. */
export type TermResult = TermStep | TermRefused;

/**
 * What an event does to a policy term: the whole life of a term, from its first money to its end.
 *
 * Pure: the same term and event always come to the same. An id handled before gets its first answer and no effects,
 * in every status; the same id with other content is refused with `contentDiffers`. What is refused changes nothing
 * and is not remembered, so that a message that came too early can come again.
 *
 * @throws NotAnInstantError, InvalidInstalmentPlanError when an event carries values that its edge should have refused
 */
export function applyTermEvent(term: PolicyTerm, event: TermEvent): TermResult {
  const repeat = repeatOf(term, event);
  if (repeat) return repeat;
  const row = rowOf(term.status, event);
  if (!row) return notAllowed(term, event);
  const result = row(term);
  return result.outcome === 'refused' ? result : { ...result, term: remembering(result, event) };
}

/** The events that a status takes, in no order that means anything. */
export function allowedEvents(status: TermStatus): readonly string[] {
  return Object.entries(MACHINE[status])
    .filter(([, row]) => typeof row === 'function')
    .map(([kind]) => kind);
}

/** The row for an event. Each kind stands by itself so that row and event are known to belong together. */
function rowOf(
  status: TermStatus,
  event: TermEvent,
): ((term: PolicyTerm) => TermResult) | undefined {
  const bind = <K extends TermEventKind>(kind: K, own: TermEventOf<K>) => {
    const row: Row<K> | NeverRow<K> | undefined = MACHINE[status][kind];
    if (!row) return undefined;
    const apply = typeof row === 'function' ? row : row.never;
    return (term: PolicyTerm) => apply(term, own);
  };
  return bind(event.kind, event);
}

function notAllowed(term: PolicyTerm, event: TermEvent): TermRefused {
  const allowed = allowedEvents(term.status);
  return refused('notAllowedInState', {
    field: 'status',
    found: `${event.kind} while the term is ${term.status}`,
    allowed: allowed.length === 0 ? 'nothing' : allowed.join(', '),
  });
}

function repeatOf(term: PolicyTerm, event: TermEvent): TermResult | null {
  if (event.kind === 'recordPayment') return repeatedPayment(term, event);
  const handled = term.handled.get(handledId(event));
  if (!handled) return null;
  return handled.digest === contentDigest(contentOf(event)) || isInOtherWords(term, event)
    ? { outcome: 'accepted', term, effects: [], answer: firstAnswer(handled.answer) }
    : contentDiffers('id', event.id);
}

/** The same money taken back by the same reversal, however that is explained: one that was passed on has other words. */
function isInOtherWords({ ledger }: PolicyTerm, event: TermEvent): boolean {
  return event.kind === 'reversePayment' && reversalOf(ledger, event.paymentId) === event.id;
}

/** What an event says; a bind or a direction that is told again is told at another time. */
function contentOf(event: TermEvent): object {
  if (event.kind === 'direction') return { ...event, at: null };
  if (event.kind !== 'bound') return event;
  const { toldAt, ...content } = event;
  return toldAt === undefined ? event : content;
}

function repeatedPayment(
  term: PolicyTerm,
  payment: TermEventOf<'recordPayment'>,
): TermResult | null {
  const first = term.paymentAnswers.get(payment.paymentId);
  // Passed on as often as it comes: the term that it is for knows a repeat.
  if (!first || term.movedTo) return null;
  return knownPayment(term.ledger, payment) === 'repeated'
    ? { outcome: 'accepted', term, effects: [], answer: firstAnswer(first) }
    : contentDiffers('paymentId', payment.paymentId);
}

/** Each kind of event has ids of its own: no sender can use up the id of another's message, or of a timer. */
function handledId({ kind, id }: Exclude<TermEvent, { readonly kind: 'recordPayment' }>): string {
  return `${kind} ${id}`;
}

function remembering({ term, answer }: TermStep, event: TermEvent): PolicyTerm {
  if (event.kind !== 'recordPayment') {
    const digest = contentDigest(contentOf(event));
    const handled = { digest, answer: keptAnswer(term, answer) };
    return { ...term, handled: term.handled.set(handledId(event), handled) };
  }
  if (answer.kind !== 'money' || term.movedTo) return term;
  const kept = keptMoneyAnswer(term, answer);
  return { ...term, paymentAnswers: term.paymentAnswers.set(event.paymentId, kept) };
}
