import { setHandler } from '@temporalio/workflow';
import { formatCents } from '../../domain/money/cents.js';
import type {
  MoneyStanding,
  OfferMoney,
  OfferReversal,
} from '../../domain/transaction/renewal-record.js';
import {
  contentDiffers,
  hearOnce,
  isNamed,
  onceReady,
  refuseUnknownOffer,
  unanswered,
} from './hearing.js';
import { refuseUnreadableReversal } from './input.js';
import {
  offerPaymentReversedSignal,
  reverseOfferPaymentUpdate,
  type OfferReply,
  type OfferReversed,
} from './messages.js';
import { moneyInWords } from './money-words.js';
import { decideAgain } from './offers.js';
import type { OpenRenewal } from './open-renewal.js';
import { addTask, closeTask } from './tasks.js';

/** Takes it that money was taken back. Call it before the first await. */
export function answerReversals(open: OpenRenewal): void {
  const hear = (sent: OfferReversed): OfferReply | null => {
    const meant = { ...sent, paymentId: nameTakenBack(open, sent) };
    return hearOnce(open, `reverse:${sent.transactionId}`, meant, () => takeBack(open, sent));
  };
  setHandler(
    reverseOfferPaymentUpdate,
    (sent) => onceReady(open, () => hear(sent) ?? replyTo(open, sent)),
    {
      description: 'Billing has taken money for an offer back.',
      validator: refuseUnreadableReversal,
    },
  );
  setHandler(offerPaymentReversedSignal, (sent) =>
    unanswered(open, sent, () => {
      refuseUnreadableReversal(sent);
      return hear(sent);
    }),
  );
}

/** The name under which a payment is taken back: one reversal may call it by its own id and, told again, by that of its message. */
function nameTakenBack(open: OpenRenewal, { paymentId }: OfferReversed): string {
  const payment = open.renewal.money.find((one) => isNamed(paymentId, one));
  // What overtook its payment was heard by the name that it had.
  return payment ? (reversalOf(open, payment)?.paymentId ?? payment.paymentId) : paymentId;
}

/** By which a payment was taken back, whichever of its ids that named. */
function reversalOf(
  { renewal: { reversals = [] } }: OpenRenewal,
  payment: Pick<OfferMoney, 'paymentId' | 'transactionId'>,
): OfferReversal | undefined {
  return reversals.find(({ paymentId }) => isNamed(paymentId, payment));
}

/** @returns why it is not taken; null when it is kept, whether its money is there or comes later */
function takeBack(open: OpenRenewal, sent: OfferReversed): OfferReply | null {
  const unknown = refuseUnknownOffer(open, sent.offerId);
  if (unknown) return unknown;
  const { transactionId, reason } = sent;
  const { reversals = [], money } = open.renewal;
  const payment = money.find((one) => isNamed(sent.paymentId, one));
  const { paymentId } = payment ?? sent;
  const first = reversalOf(open, payment ?? { paymentId });
  // A payment is taken back once, by whatever name.
  if (first?.transactionId === transactionId) return null;
  if (first) return contentDiffers('transactionId', transactionId);
  open.know({ reversals: [...reversals, { paymentId, transactionId, reason }] });
  // What is being bound is bound with its money, as it was decided: it is the new term's from then on.
  const isOfNewTerm = isBeyondOffer(open) && payment?.standing !== 'unapplied';
  open.course.happened({ kind: 'reverseOfferPayment' });
  if (!payment || isOfNewTerm) return null;
  const isAsked = isAskedAbout(open, payment);
  setStanding(open, paymentId, 'reversed');
  if (!isAsked && isSeenTo(open, payment)) askWhetherReturned(open, payment);
  return null;
}

/** Whether money for the offer is what its new term has. */
function isBeyondOffer({ course: { state } }: OpenRenewal): boolean {
  return state === 'binding' || state === 'bound' || state === 'completed';
}

function setStanding(open: OpenRenewal, paymentId: string, standing: MoneyStanding): void {
  const { money } = open.renewal;
  open.know({
    money: money.map((one) => (one.paymentId === paymentId ? { ...one, standing } : one)),
  });
}

/** Tasks that ask about money, and of which: all of it unless said. */
const TASKS: Readonly<Record<string, MoneyStanding | null>> = {
  noPlanFits: 'counts',
  olderVersion: 'olderVersion',
  wrongCurrency: 'unapplied',
  wrongFlow: null,
  money: null,
  lateMoney: null,
};

function isAskedAbout({ renewal: { tasks } }: OpenRenewal, { standing }: OfferMoney): boolean {
  return tasks.some(({ key }) => {
    const of = TASKS[key];
    return of === null || of === standing;
  });
}

/** Whether a person had to see to it, and has. Money that still counts for an offer, or waits for one, is nobody's task. */
function isSeenTo({ course: { state } }: OpenRenewal, { standing }: OfferMoney): boolean {
  const isOver = ['nonRenewing', 'nonRenewed', 'notTaken', 'withdrawn'].includes(state);
  return isOver || standing === 'olderVersion' || standing === 'unapplied';
}

function askWhetherReturned(
  open: OpenRenewal,
  { paymentId, amountCents, currency }: OfferMoney,
): void {
  addTask(
    open,
    `takenBack:${paymentId}`,
    `Payment ${paymentId} of ${formatCents(amountCents)} ${currency} was taken back after a person had seen to it: find out that it was not returned as well.`,
  );
}

/** What was taken back counts no more: whoever was asked about it is asked about what is left. */
export function countAgain(open: OpenRenewal): void {
  const { money, tasks } = open.renewal;
  if (!money.some(({ standing }) => standing === 'reversed')) return;
  for (const { key, text } of tasks) {
    const of = TASKS[key];
    if (of === undefined) continue;
    const left = money.filter(
      ({ standing }) => standing !== 'reversed' && (of ?? standing) === standing,
    );
    if (left.length === 0) closeTask(open, key);
    else addTask(open, key, withLatest(open, text));
  }
  decideAgain(open);
}

const LATEST = ' Some of it was taken back since: ';

/** What a task asks, with what is there by now. */
function withLatest(open: OpenRenewal, text: string): string {
  const [asked = text] = text.split(LATEST);
  return `${asked}${LATEST}${moneyInWords(open)}`;
}

/** What the new term has as paid is reversed there; what it never had, nowhere. */
export async function reversalToNewTerm(open: OpenRenewal): Promise<void> {
  const { transaction, renewal } = open;
  const { reversals = [] } = renewal;
  if (reversals.length === 0) return;
  countAgain(open);
  if (renewal.newPolicyNumber === null) return;
  const term = { policyNumber: renewal.newPolicyNumber, termNumber: renewal.newTermNumber };
  for (const { paymentId, transactionId, reason } of reversals) {
    if (open.reversed.includes(paymentId) || !isOfTerm(open, paymentId)) continue;
    await transaction.step(
      'passMoneyOn',
      () => open.steps.passReversalOn({ term, paymentId, transactionId, reason }),
      () => `Payment ${paymentId} was taken back, and the new term knows it.`,
    );
    open.reversed = [...open.reversed, paymentId];
  }
}

/** Whether the new term has it, or may have it from billing without a word to the renewal. */
function isOfTerm({ renewal, paidUpFront, passedOn }: OpenRenewal, paymentId: string): boolean {
  const isKnown = renewal.money.some((one) => one.paymentId === paymentId);
  return !isKnown || paidUpFront.includes(paymentId) || passedOn.includes(paymentId);
}

function replyTo(open: OpenRenewal, { paymentId }: OfferReversed): OfferReply {
  const { money, newPolicyNumber: policyNumber } = open.renewal;
  if (policyNumber !== null || isBeyondOffer(open))
    return {
      outcome: 'answered',
      policyNumber,
      text: `Payment ${paymentId} is reversed at the term that it has bound, or that is being bound with it.`,
    };
  const isThere = money.some((one) => isNamed(paymentId, one));
  const what = isThere
    ? `Payment ${paymentId} is taken back, and counts for nothing.`
    : `Payment ${paymentId} has not come yet; when it does, it counts for nothing.`;
  return { outcome: 'answered', policyNumber: null, text: `${what} ${moneyInWords(open)}` };
}
