import type { Callback, Period, ReceivedPayment } from './billing-admin.js';

/** What became of money, for the person who moved it. */
export function paymentWords(
  { paymentId, money, reversal }: ReceivedPayment,
  period: Period | null,
): string {
  const what = `${money.amount} ${money.currency}`;
  if (reversal !== null) {
    const standing = period === null ? '' : `${standingWords(period)}\n`;
    return `Payment ${paymentId} of ${what} is taken back: ${reversal.reason}.\n${standing}`;
  }
  const standing =
    period === null
      ? 'Billing has no term for it yet; it counts as soon as the term is booked.'
      : standingWords(period);
  return `Payment ${paymentId} of ${what} is received.\n${standing}\n`;
}

/** What the policy side said to what it was asked. */
export function askedWords({ content, status, lastAnswer }: Callback): string {
  const { policyNumber = '', termNumber = 0 } = content;
  const what = `${content.kind} of term ${String(termNumber)} of policy ${policyNumber}`;
  const answer = lastAnswer === null ? '' : ` The policy side answered ${lastAnswer}.`;
  return `${what}: ${status}.${answer}\n`;
}

/** All that billing knows of a policy's terms, and of money that came before them. */
export function termsWords(
  periods: readonly Period[],
  payments: readonly ReceivedPayment[],
  callbacks: readonly Callback[],
): string {
  const known = new Map(payments.map((payment) => [payment.paymentId, payment]));
  const booked = new Set(periods.flatMap((period) => period.payments));
  const terms = periods.map((period) => [
    standingWords(period),
    ...period.invoices.map(
      ({ dueDate, kind, amount, paid }) => `  ${dueDate}  ${kind}: ${amount}, paid ${paid}`,
    ),
    ...period.payments.flatMap((id) => paymentLine(known.get(id))),
  ]);
  const early = payments
    .filter(({ paymentId }) => !booked.has(paymentId))
    .flatMap((payment) => paymentLine(payment));
  return [
    ...terms.flat(),
    ...(early.length === 0 ? [] : ['Money for terms that are not booked yet:', ...early]),
    ...callbacks.map(callbackLine),
    '',
  ].join('\n');
}

function standingWords(period: Period): string {
  const { policyNumber, termNumber, received, charged, currency, firstInvoice } = period;
  const enough = period.isSufficient ? 'paid' : 'not paid yet';
  const facts = [
    `${received} of ${charged} ${currency} received`,
    `first invoice ${firstInvoice} ${enough}`,
    ...(period.unapplied === '0.00' ? [] : [`${period.unapplied} unapplied`]),
    ...(period.pastDue === '0.00' ? [] : [`${period.pastDue} past due`]),
    confirmationWords(period),
  ];
  return `Term ${String(termNumber)} of policy ${policyNumber}, ${period.status}: ${facts.join('; ')}.`;
}

function confirmationWords({ isTermConfirmed, notification }: Period): string {
  if (isTermConfirmed) return 'confirmed';
  return notification === 'told' ? 'confirmation called for' : 'not confirmed';
}

function paymentLine(payment: ReceivedPayment | undefined): string[] {
  if (!payment) return [];
  const { paymentId, money, receivedAt, reversal } = payment;
  const taken = reversal === null ? '' : `, taken back: ${reversal.reason}`;
  return [`  ${receivedAt}  payment ${paymentId}: ${money.amount} ${money.currency}${taken}`];
}

function callbackLine({ id, content, status, attempts, lastAnswer }: Callback): string {
  const last = lastAnswer === null ? '' : `, last ${lastAnswer}`;
  return `  callback ${String(id)} ${content.kind}: ${status} after ${String(attempts)} attempt(s)${last}`;
}
