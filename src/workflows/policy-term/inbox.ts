import type { ConfirmationRule } from '../../domain/billing/confirmation.js';
import { contentDigest } from '../../domain/machine/content-digest.js';
import type { InstalmentPlan } from '../../domain/billing/instalments.js';
import type {
  BilledBind,
  BindingFlow,
  TermEventOf,
  UpFrontPayment,
} from '../../domain/policy-term/events.js';
import { RENEWAL_DIRECTIONS } from '../../domain/policy-term/renewal-events.js';
import { charges } from './charge-fields.js';
import {
  between,
  cents,
  civilDate,
  currency,
  fieldsOf,
  flag,
  instant,
  invalid,
  isSendersId,
  listOf,
  oneOf,
  policyNumber,
  sendersId,
  termName,
  termNumber,
  text,
  type Fields,
} from './message-fields.js';
import type { PaymentShared, SettledTask, TermBound } from './messages.js';
import { termOfId } from '../../domain/workflow-ids.js';

/*
 * What comes to a term, read field by field. Any client of Temporal may send anything: what is read here is taken into
 * sums and goes on from run to run, so that nothing is passed on that was not looked at, and nothing that was not asked for.
 */

/** The term that a message must name. */
interface TermName {
  readonly policyNumber: string;
  readonly termNumber: number;
}

const PAYMENTS_AT_THE_BIND = 1_000;
const INSTALMENTS = 1_000;

/** Money; which policy and term it names is the ledger's to judge. */
export function readPayment(message: unknown): TermEventOf<'recordPayment'> {
  const sent = fieldsOf(message);
  return {
    kind: 'recordPayment',
    ...readReceived(sent),
    policyNumber: policyNumber(sent['policyNumber'], 'policyNumber'),
    termNumber: termNumber(sent['termNumber'], 'termNumber'),
  };
}

function readReceived(sent: Fields): UpFrontPayment {
  return {
    paymentId: sendersId(sent['paymentId'], 'paymentId', 100),
    currency: currency(sent['currency'], 'currency'),
    amountCents: cents(sent['amountCents'], 'amountCents'),
    receivedAt: instant(sent['receivedAt'], 'receivedAt'),
  };
}

export function readReversal(message: unknown, term: TermName): TermEventOf<'reversePayment'> {
  const sent = fieldsOf(message);
  return {
    kind: 'reversePayment',
    id: ownId(sent, term),
    paymentId: sendersId(sent['paymentId'], 'paymentId', 100),
    reason: text(sent['reason'], 'reason'),
  };
}

export function readConfirmation(message: unknown, term: TermName): TermEventOf<'confirmTerm'> {
  return { kind: 'confirmTerm', id: ownId(fieldsOf(message), term) };
}

/** The sender's own id of a message that names this term; another term's message must not change this one. */
function ownId(sent: Fields, term: TermName): string {
  if (sent['policyNumber'] !== term.policyNumber || sent['termNumber'] !== term.termNumber) {
    throw invalid(
      `policyNumber and termNumber must be those of the term, ${term.policyNumber} and ${term.termNumber}`,
    );
  }
  return sendersId(sent['transactionId'], 'transactionId', 200);
}

/** A term that a transaction hands over. */
export function readBound(message: unknown): TermBound {
  const sent = fieldsOf(message);
  return {
    event: readBind(fieldsOf(sent['event'], 'event')),
    productKey: text(sent['productKey'], 'productKey'),
    state: text(sent['state'], 'state'),
    effectiveDate: civilDate(sent['effectiveDate'], 'effectiveDate'),
    expirationDate: civilDate(sent['expirationDate'], 'expirationDate'),
    paymentDeadline:
      sent['paymentDeadline'] === null ? null : instant(sent['paymentDeadline'], 'paymentDeadline'),
    endOfTerm: instant(sent['endOfTerm'], 'endOfTerm'),
    ...(sent['asks'] === undefined ? {} : { asks: readAsks(sent['asks']) }),
    ...priorTermOf(sent),
    ...(sent['asksForRenewal'] === undefined ? {} : { asksForRenewal: true }),
  };
}

const MOST_ASKS = 10;

function readAsks(value: unknown): NonNullable<TermBound['asks']> {
  return listOf(value, 'asks', MOST_ASKS).map((ask) => {
    const sent = fieldsOf(ask, 'each of asks');
    return { key: text(sent['key'], 'key of asks'), text: text(sent['text'], 'text of asks') };
  });
}

function priorTermOf({ priorTerm }: Fields): Pick<TermBound, 'priorTerm'> {
  return priorTerm === undefined ? {} : { priorTerm: termName(priorTerm, 'priorTerm') };
}

function readBind(sent: Fields): TermEventOf<'bound'> {
  const flow = oneOf(sent['flow'], 'event.flow', FLOWS);
  return {
    kind: oneOf(sent['kind'], 'event.kind', ['bound']),
    id: text(sent['id'], 'event.id'),
    transaction: text(sent['transaction'], 'event.transaction'),
    effectiveDate: civilDate(sent['effectiveDate'], 'event.effectiveDate'),
    charges: charges(sent['charges'], 'event.charges'),
    ...(sent['isOurs'] === true ? { isOurs: true } : {}),
    ...(flow === 'notBilled' ? { flow } : readBilledBind(flow, sent)),
  };
}

const FLOWS = ['bindAndCancel', 'offer', 'confirmed', 'notBilled'] as const;

function readBilledBind(flow: BindingFlow, sent: Fields): BilledBind {
  return {
    flow,
    currency: currency(sent['currency'], 'event.currency'),
    plan: readPlan(fieldsOf(sent['plan'], 'event.plan')),
    firstInvoiceCents: cents(sent['firstInvoiceCents'], 'event.firstInvoiceCents'),
    rule: readRule(fieldsOf(sent['rule'], 'event.rule')),
    toleranceCents: readTolerance(fieldsOf(sent['toleranceCents'], 'event.toleranceCents')),
    upFrontPayments: listOf(
      sent['upFrontPayments'],
      'event.upFrontPayments',
      PAYMENTS_AT_THE_BIND,
    ).map((payment) => readReceived(fieldsOf(payment, 'each of event.upFrontPayments'))),
    cancelsForNonPayment: flag(sent['cancelsForNonPayment'], 'event.cancelsForNonPayment'),
  };
}

function readPlan(sent: Fields): InstalmentPlan {
  const { weights } = sent;
  return {
    downPaymentBasisPoints: between(
      sent['downPaymentBasisPoints'],
      'event.plan.downPaymentBasisPoints',
      0,
      10_000,
    ),
    instalments: between(sent['instalments'], 'event.plan.instalments', 0, INSTALMENTS),
    ...(weights === undefined
      ? {}
      : {
          weights: listOf(weights, 'event.plan.weights', INSTALMENTS).map((weight) =>
            between(weight, 'each of event.plan.weights', 1, 1_000_000),
          ),
        }),
  };
}

function readRule(sent: Fields): ConfirmationRule {
  const kind = oneOf(sent['kind'], 'event.rule.kind', [
    'firstInvoice',
    'downPayment',
    'fullTerm',
    'fixed',
  ]);
  return kind === 'fixed'
    ? { kind, amountCents: cents(sent['amountCents'], 'event.rule.amountCents') }
    : { kind };
}

function readTolerance(sent: Fields): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(sent).map(([code, amount]) => [
      currency(code, 'each currency of event.toleranceCents'),
      cents(amount, `event.toleranceCents.${code}`),
    ]),
  );
}

/** What a person says of the renewal. @param at when it came, by our clock */
export function readDirection(message: unknown, at: string): TermEventOf<'direction'> {
  const sent = fieldsOf(message);
  const { direction } = sent;
  return {
    kind: 'direction',
    id: sendersId(sent['requestId'], 'requestId', 100),
    direction: direction === null ? null : oneOf(direction, 'direction', RENEWAL_DIRECTIONS),
    by: text(sent['by'], 'by'),
    reason: text(sent['reason'], 'reason'),
    at,
  };
}

/** What a person says of a task. */
export function readSettled(message: unknown): SettledTask {
  const sent = fieldsOf(message);
  return {
    task: text(sent['task'], 'task'),
    by: text(sent['by'], 'by'),
    reason: text(sent['reason'], 'reason'),
  };
}

/** What another term says of a payment; null where it is nonsense, of which nobody needs to hear. */
export function readShared(message: unknown): PaymentShared | null {
  if (typeof message !== 'object' || message === null) return null;
  const { paymentId, term } = message as Fields;
  if (!isSendersId(paymentId, 200) || typeof term !== 'string' || !termOfId(term)) return null;
  return { paymentId, term };
}

/** What a message is known by, to name it to a person; null where it cannot be told. */
export function idOf(message: unknown): string | null {
  if (typeof message !== 'object' || message === null) return null;
  const { paymentId, transactionId } = message as Fields;
  return [transactionId, paymentId].find((id) => isSendersId(id, 200)) ?? null;
}

/** Tells messages without an id apart. */
export function digestOf(message: unknown): string {
  try {
    return contentDigest(message ?? null);
  } catch {
    // Too deep to be walked.
    return 'unreadable';
  }
}
