import { ApplicationFailure, condition, patched, setHandler } from '@temporalio/workflow';
import { instantMs } from '../../domain/calendar/instant.js';
import { isRefusal } from '../../domain/machine/refusals.js';
import type { RenewalEvent } from '../../domain/renewal/events.js';
import { inferPlan, versionOfOffer, versionPaid } from '../../domain/renewal/offer.js';
import type { OfferMoney, SentOffer } from '../../domain/transaction/renewal-record.js';
import {
  contentDiffers,
  hearOnce,
  isNamed,
  onceReady,
  refuseUnknownOffer,
  unanswered,
} from './hearing.js';
import { refuseUnreadableOffer } from './input.js';
import {
  offerPaidSignal,
  recordOfferPaymentUpdate,
  type OfferPaid,
  type OfferReply,
} from './messages.js';
import { moneyInWords, olderVersion } from './money-words.js';
import type { AcceptedPlan, OpenRenewal } from './open-renewal.js';
import { addTask, closeTask } from './tasks.js';

/** Whoever sends money waits for the answer; a bind that takes longer is answered when it is told again. */
const BIND_PATIENCE_MS = 15_000;

/** Money that came while no offer was out belongs to the first version that is sent after it. */
export function replayParked(open: OpenRenewal): void {
  const { offer, renewal, course } = open;
  const parked = renewal.money.filter(({ standing }) => standing === 'parked');
  // One that was outdated while it was put out is followed by another, to which the money belongs then.
  if (offer === null || parked.length === 0 || course.state !== 'offered') return;
  const { version } = offer;
  open.know({
    money: renewal.money.map((one) =>
      one.standing === 'parked' ? { ...one, version, standing: 'counts' } : one,
    ),
  });
  decide(open, version);
}

/** The first versions left it with the next offer, in words and in no sum, and asked for it twice when the renewal came to nothing. */
export const MONEY_OF_ITS_VERSION = 'keeps-money-with-its-version';

/** The offer that is out does not hold any more: what came for it is kept, and is no consent to the next one (A15). */
export function outdateMoney(open: OpenRenewal): void {
  const { money } = open.renewal;
  if (!money.some(({ standing }) => standing === 'counts') || !patched(MONEY_OF_ITS_VERSION))
    return;
  open.know({
    money: money.map((one) =>
      one.standing === 'counts' ? { ...one, standing: 'olderVersion' } : one,
    ),
  });
  closeTask(open, 'noPlanFits');
  addTask(open, 'olderVersion', olderVersion(open));
}

/** Whoever asks the payer about money for an older offer says what the one asks for that is out now. */
export function sayNewest(open: OpenRenewal): void {
  const isAsked = open.renewal.tasks.some(({ key }) => key === 'olderVersion');
  if (isAsked) addTask(open, 'olderVersion', olderVersion(open));
}

/** Takes money for the renewal. Call it before the first await. */
export function answerOfferMoney(open: OpenRenewal): void {
  const hear = (sent: OfferPaid): OfferReply | null =>
    hearOnce(open, `pay:${sent.transactionId}`, sent, () => take(open, sent));
  setHandler(
    recordOfferPaymentUpdate,
    (sent) => onceReady(open, () => hear(sent) ?? answerFor(open)),
    { description: 'Billing has received money for an offer.', validator: refuseUnreadableOffer },
  );
  setHandler(offerPaidSignal, (sent) =>
    unanswered(open, sent, () => {
      refuseUnreadableOffer(sent);
      return hear(sent);
    }),
  );
}

/** What was left out then or now says nothing else. */
function isSamePayment(
  known: OfferMoney,
  { amountCents, currency, receivedAt }: OfferPaid,
): boolean {
  return (
    known.amountCents === amountCents &&
    (currency === null || currency === known.currency) &&
    (receivedAt === null || instantMs(receivedAt) === instantMs(known.receivedAt))
  );
}

/** @returns why the money is not taken; null when it is kept, whatever becomes of it */
function take(open: OpenRenewal, sent: OfferPaid): OfferReply | null {
  const { renewal, transaction: of } = open;
  const unknown = refuseUnknownOffer(open, sent.offerId);
  if (unknown) return unknown;
  const named = versionOfOffer(sent.offerId, of.record.id) ?? null;
  const version = versionPaid(named, renewal.offers.length, isOut(open));
  const known = renewal.money.find(({ paymentId }) => paymentId === sent.paymentId);
  if (known) return isSamePayment(known, sent) ? null : contentDiffers('paymentId', sent.paymentId);
  const { paymentId, transactionId, amountCents, receivedAt } = sent;
  const own = open.offer?.currency ?? open.quoted?.currency ?? '';
  const currency = sent.currency ?? own;
  // Its reversal has overtaken it.
  const isReversed = (renewal.reversals ?? []).some((one) => isNamed(one.paymentId, sent));
  const standing = isReversed ? 'reversed' : standingOf(open, version, currency === own);
  const money: OfferMoney = {
    paymentId,
    transactionId,
    version,
    amountCents,
    currency,
    receivedAt: receivedAt ?? new Date().toISOString(),
    planCode: sent.planCode,
    standing,
  };
  open.know({ money: [...renewal.money, money] });
  if (isReversed) return null;
  if (standing === 'unapplied') {
    addTask(
      open,
      'wrongCurrency',
      `${moneyInWords(open)} The offer is in ${own}: return what is in another currency.`,
    );
    return null;
  }
  // The next offer is another one: whoever asks the payer can begin now.
  if (standing === 'olderVersion' && !isOut(open))
    addTask(open, 'olderVersion', olderVersion(open));
  // What is parked is looked at as soon as the offer is out.
  return isBeingSent(open) ? null : decide(open, version);
}

/** Before an offer is sent, and while it is quoted anew. */
const NOT_OUT: readonly string[] = ['scheduled', 'started', 'referred', 'quoted'];

/** Whether the newest offer that was sent is the one that holds, or held last. */
function isOut(open: OpenRenewal): boolean {
  const { renewal, course } = open;
  return renewal.offers.length > 0 && !NOT_OUT.includes(course.state) && !isBeingSent(open);
}

/** The offer before it does not hold any more, and nobody knows the next one yet. */
function isBeingSent({ isSending, course }: OpenRenewal): boolean {
  return isSending && course.state === 'offered';
}

function standingOf(
  open: OpenRenewal,
  version: number,
  isInCurrency: boolean,
): OfferMoney['standing'] {
  if (!isInCurrency) return 'unapplied';
  const sent = open.renewal.offers.length;
  if (version > sent) return 'parked';
  return version === sent && isOut(open) ? 'counts' : 'olderVersion';
}

/** Has the table decide on what is left of the money for the offer that is out, some of which was taken back. */
export function decideAgain(open: OpenRenewal): void {
  const { offer, renewal, course } = open;
  if (offer === null || course.state !== 'offered' || isBeingSent(open)) return;
  const left = renewal.money.filter(({ version }) => version === offer.version);
  if (left.some(({ standing }) => standing === 'counts')) decide(open, offer.version);
}

/** Has the table decide on all the money that counts for a version. @returns a reply where the table refuses */
function decide(open: OpenRenewal, version: number): OfferReply | null {
  const { event, planCode } = offerMoney(open, version);
  const refusal = open.course.happened(event);
  if (refusal !== null) return { outcome: 'refused', refusal };
  const isPaidFor = event.isCurrentVersion && planCode !== null;
  if (open.course.state === 'binding') accept(open, isPaidFor ? { planCode, version } : null);
  return null;
}

/** The plan to be bound, with all money for that version: nobody has to return it, or to ask for the rest. */
function accept(open: OpenRenewal, plan: AcceptedPlan | null): void {
  // A second payment comes while the first is being bound.
  open.accepted ??= plan;
  for (const key of ['noPlanFits', 'money', 'lateMoney']) closeTask(open, key);
}

interface DecidedMoney {
  readonly event: Extract<RenewalEvent, { readonly kind: 'recordOfferPayment' }>;
  readonly planCode: string | null;
}

function offerMoney(open: OpenRenewal, version: number): DecidedMoney {
  const { renewal, offer } = open;
  const planCode = offer === null ? null : planOf(open, offer, version);
  const newest = renewal.money.at(-1);
  return {
    planCode,
    event: {
      kind: 'recordOfferPayment',
      flow: renewal.flow ?? 'bindAndCancel',
      isCurrentVersion: version === offer?.version,
      planFits: planCode !== null,
      isInTime: newest !== undefined && isInTime(open, newest),
      isOldTermCancelled: open.isOldTermCancelled,
    },
  };
}

/** The plan that all good money for a version pays for, or that its payer named last; null where it pays for none. */
function planOf(open: OpenRenewal, offer: SentOffer, version: number): string | null {
  const good = open.renewal.money.filter((one) => one.version === version && isGood(open, one));
  // An offer that asks for nothing is not taken by silence.
  if (good.length === 0) return null;
  const inferred = inferPlan(offer, good, good.at(-1)?.planCode ?? null);
  return isRefusal(inferred) ? null : inferred.planCode;
}

function isGood(open: OpenRenewal, money: OfferMoney): boolean {
  return money.standing === 'counts' && isInTime(open, money);
}

function isInTime({ offer }: OpenRenewal, { receivedAt }: OfferMoney): boolean {
  return offer === null || instantMs(receivedAt) <= instantMs(offer.payableUntil);
}

/** The time to pay is over: what came in time counts, even where it is looked at only now. */
export function deadlinePassed(open: OpenRenewal): void {
  const version = open.offer?.version ?? 0;
  const { planCode } = offerMoney(open, version);
  if (planCode !== null) accept(open, { planCode, version });
  open.course.happened({ kind: 'paymentDeadline', isPaid: planCode !== null });
}

/** Money that came with the bind or after it: the new term counts it. */
export async function moneyToNewTerm(open: OpenRenewal): Promise<void> {
  const { renewal, transaction } = open;
  if (renewal.newPolicyNumber === null) return;
  const term = { policyNumber: renewal.newPolicyNumber, termNumber: renewal.newTermNumber };
  const late = renewal.money.filter(
    ({ paymentId, standing }) =>
      // In another currency it stays here, with its task.
      standing !== 'unapplied' &&
      standing !== 'reversed' &&
      !open.paidUpFront.includes(paymentId) &&
      !open.passedOn.includes(paymentId),
  );
  for (const { paymentId, amountCents, currency, receivedAt } of late) {
    await transaction.step(
      'passMoneyOn',
      () => open.steps.passMoneyOn({ term, paymentId, amountCents, currency, receivedAt }),
      () => `Payment ${paymentId} is passed on to the new term.`,
    );
    open.passedOn = [...open.passedOn, paymentId];
  }
  // It counts for the new term now, with what was paid for the offer that was bound.
  closeTask(open, 'olderVersion');
}

function answerFor(open: OpenRenewal): OfferReply | Promise<OfferReply> {
  return isDecided(open) ? replyOf(open) : answerOnceBound(open);
}

function isDecided({ renewal, course, transaction }: OpenRenewal): boolean {
  return (
    renewal.newPolicyNumber !== null ||
    course.state !== 'binding' ||
    transaction.record.attention !== null
  );
}

const BIND_AWAITED = 'Bind, which whoever paid is answered';

/** Waits for a bind that is under way, but not for long. */
async function answerOnceBound(open: OpenRenewal): Promise<OfferReply> {
  if (!(await condition(() => isDecided(open), BIND_PATIENCE_MS, { summary: BIND_AWAITED })))
    throw ApplicationFailure.nonRetryable(
      'The offer is paid, and the policy is being bound: tell it again for its number.',
      'bindUnderWay',
    );
  return replyOf(open);
}

function replyOf(open: OpenRenewal): OfferReply {
  const policyNumber = open.renewal.newPolicyNumber;
  if (policyNumber !== null)
    return { outcome: 'answered', policyNumber, text: `Bound as policy ${policyNumber}.` };
  return { outcome: 'answered', policyNumber: null, text: moneyInWords(open) };
}
