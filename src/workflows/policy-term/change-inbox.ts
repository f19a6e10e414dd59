import type {
  RescindTerms,
  TermEventOf,
  TransactionEvent,
  TurnPurpose,
} from '../../domain/policy-term/events.js';
import type { LateMoneyTerms } from '../../domain/notice/late-money.js';
import type { CancellationTerms } from '../../domain/premium/refund-terms.js';
import type { MinimumEarned } from '../../domain/premium/minimum-earned.js';
import { CANCELLATION_METHODS } from '../../domain/premium/short-rate.js';
import { RENEWAL_ENDS } from '../../domain/policy-term/renewal-events.js';
import { bookedRows, charges } from './charge-fields.js';
import {
  between,
  cents,
  civilDate,
  fieldsOf,
  flag,
  instant,
  oneOf,
  termName,
  text,
  type Fields,
} from './message-fields.js';

/*
 * What the transactions of a term tell it, read field by field as all that comes to a term. A transaction sends the very
 * event that the machine of the term takes.
 */

type TransactionEventKind = TransactionEvent['kind'];

/** Who says it, under which id of its own. */
type Sender = Pick<TransactionEvent, 'id' | 'transaction'>;

type Readers = {
  readonly [K in TransactionEventKind]: (sent: Fields, sender: Sender) => TermEventOf<K>;
};

/** Reads a message that came under the name of its kind. */
export function readChange(kind: TransactionEventKind, message: unknown): TransactionEvent {
  const sent = fieldsOf(message);
  oneOf(sent['kind'], 'kind', [kind]);
  const sender = {
    id: text(sent['id'], 'id'),
    transaction: text(sent['transaction'], 'transaction'),
  };
  return READERS[kind](sent, sender);
}

const PURPOSES = [
  'endorsement',
  'cancellation',
  'reinstatement',
  'rewrite',
  'renewal',
] as const satisfies readonly TurnPurpose[];

const READERS: Readers = {
  takeTurn: (sent, sender) => ({
    kind: 'takeTurn',
    ...sender,
    purpose: oneOf(sent['purpose'], 'purpose', PURPOSES),
    effectiveDate: effectiveDateOf(sent),
  }),
  giveBackTurn: (_sent, sender) => ({ kind: 'giveBackTurn', ...sender }),
  endorsed: (sent, sender) => ({
    kind: 'endorsed',
    ...sender,
    ...quoteGuidOf(sent),
    effectiveDate: effectiveDateOf(sent),
    charges: bookedRows(sent['charges'], 'charges'),
    fullTerm: charges(sent['fullTerm'], 'fullTerm'),
  }),
  cancellationPending: (sent, sender) => ({
    kind: 'cancellationPending',
    ...sender,
    effectiveDate: effectiveDateOf(sent),
    rescind: readRescind(sent['rescind']),
  }),
  rescheduled: (sent, sender) => ({
    kind: 'rescheduled',
    ...sender,
    effectiveDate: effectiveDateOf(sent),
    deadline: instant(sent['deadline'], 'deadline'),
  }),
  pendingCleared: (_sent, sender) => ({ kind: 'pendingCleared', ...sender }),
  cancelled: (sent, sender) => ({
    kind: 'cancelled',
    ...sender,
    ...quoteGuidOf(sent),
    effectiveDate: effectiveDateOf(sent),
    charges: bookedRows(sent['charges'], 'charges'),
    terms: readTerms(fieldsOf(sent['terms'], 'terms')),
    rescind: readRescind(sent['rescind']),
    lateMoneyDue: civilDate(sent['lateMoneyDue'], 'lateMoneyDue'),
    ...lateMoneyOf(sent),
  }),
  reinstated: (sent, sender) => ({
    kind: 'reinstated',
    ...sender,
    ...quoteGuidOf(sent),
    effectiveDate: effectiveDateOf(sent),
    charges: bookedRows(sent['charges'], 'charges'),
    paymentDeadline: instant(sent['paymentDeadline'], 'paymentDeadline'),
  }),
  reinstatementEnded: (_sent, sender) => ({ kind: 'reinstatementEnded', ...sender }),
  replaced: (sent, sender) => ({
    kind: 'replaced',
    ...sender,
    newTerm: text(sent['newTerm'], 'newTerm'),
  }),
  renewalStarted: (_sent, sender) => ({ kind: 'renewalStarted', ...sender }),
  renewed: (sent, sender) => ({
    kind: 'renewed',
    ...sender,
    nextTerm: termName(sent['nextTerm'], 'nextTerm'),
  }),
  moved: (sent, sender) => ({ kind: 'moved', ...sender, to: termName(sent['to'], 'to') }),
  renewalEnded: (sent, sender) => ({
    kind: 'renewalEnded',
    ...sender,
    result: oneOf(sent['result'], 'result', RENEWAL_ENDS),
  }),
};

function effectiveDateOf(sent: Fields): string {
  return civilDate(sent['effectiveDate'], 'effectiveDate');
}

/** Earlier versions did not send it. */
function quoteGuidOf({ quoteGuid }: Fields): { readonly quoteGuid?: string } {
  return quoteGuid === undefined ? {} : { quoteGuid: text(quoteGuid, 'quoteGuid') };
}

/** Earlier versions did not send it. */
function lateMoneyOf({ lateMoney }: Fields): { readonly lateMoney?: LateMoneyTerms } {
  if (lateMoney === undefined) return {};
  const sent = fieldsOf(lateMoney, 'lateMoney');
  return {
    lateMoney: {
      lastDay: civilDate(sent['lastDay'], 'lateMoney.lastDay'),
      until: instant(sent['until'], 'lateMoney.until'),
      isAutomatic: flag(sent['isAutomatic'], 'lateMoney.isAutomatic'),
    },
  };
}

function readRescind(value: unknown): RescindTerms | null {
  if (value === null) return null;
  const sent = fieldsOf(value, 'rescind');
  return {
    deadline: instant(sent['deadline'], 'rescind.deadline'),
    pastDueCents: cents(sent['pastDueCents'], 'rescind.pastDueCents'),
  };
}

function readTerms(sent: Fields): CancellationTerms {
  return {
    method: oneOf(sent['method'], 'terms.method', CANCELLATION_METHODS),
    minimum:
      sent['minimum'] === null ? null : readMinimum(fieldsOf(sent['minimum'], 'terms.minimum')),
  };
}

function readMinimum(sent: Fields): MinimumEarned {
  const kind = oneOf(sent['kind'], 'terms.minimum.kind', ['share', 'amount']);
  return kind === 'share'
    ? { kind, basisPoints: between(sent['basisPoints'], 'terms.minimum.basisPoints', 0, 10_000) }
    : { kind, amountCents: cents(sent['amountCents'], 'terms.minimum.amountCents') };
}
