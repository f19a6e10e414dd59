import { randomUUID } from 'node:crypto';
import { ApplicationFailure, type UpdateDefinition } from '@temporalio/common';
import type { RenewalRecord } from '../../domain/transaction/renewal-record.js';
import { renewalOfOffer } from '../../domain/renewal/offer.js';
import { AS_IT_IS, type RenewalAsked } from '../../domain/renewal/request.js';
import { NoWorkerAnswered, UpdateRefused, WorkflowEnded } from '../../temporal/errors.js';
import { startFacts } from '../../temporal/renewal/start-renewal.js';
import { sendAct } from '../../temporal/send-act.js';
import { reopenTransaction } from '../../temporal/start-transaction.js';
import { type FoundTransaction, findTransaction, readRecord } from '../../temporal/transactions.js';
import type { KnownRecord } from '../../temporal/visible-transactions.js';
import {
  recordOfferPaymentUpdate,
  reverseOfferPaymentUpdate,
  type OfferPaid,
  type OfferReply,
  type OfferReversed,
  type RenewalInput,
} from '../../workflows/renewal/messages.js';
import type { ApiContext } from '../context.js';
import { tellPayment, tellReversal } from '../terms/tell-term.js';

/** What came of money for an offer; `unknown` where there is no such offer. */
export type OfferOutcome = OfferReply | { readonly outcome: 'unknown' };

/**
 * Billing has received money for an offer. A renewal that is over is opened again for it, where it bound nothing; what it bound counts
 * the money as any other.
 *
 * @throws NoWorkerAnswered when the policy is still being bound: told again, the answer has its number
 */
export function tellOffer(context: ApiContext, paid: OfferPaid): Promise<OfferOutcome> {
  return tellRenewal(context, {
    update: recordOfferPaymentUpdate,
    content: paid,
    toNewTerm: (renewal) => toNewTerm(context, renewal, paid),
  });
}

/** Billing has taken money for an offer back. What it has bound by then is told so, as of any other money. */
export function tellOfferReversal(
  context: ApiContext,
  reversed: OfferReversed,
): Promise<OfferOutcome> {
  return tellRenewal(context, {
    update: reverseOfferPaymentUpdate,
    content: reversed,
    toNewTerm: (renewal) => reversalToNewTerm(context, renewal, reversed),
  });
}

/** What billing says of an offer. */
interface OfferMessage<Content> {
  readonly update: UpdateDefinition<OfferReply, [Content]>;
  readonly content: Content;
  /** The renewal is over, and its term bound. */
  readonly toNewTerm: (renewal: RenewalRecord) => Promise<OfferReply>;
}

async function tellRenewal<Content extends { readonly offerId: string }>(
  context: ApiContext,
  message: OfferMessage<Content>,
): Promise<OfferOutcome> {
  const id = renewalOfOffer(message.content.offerId);
  const found = id === null ? null : await findTransaction(context, id);
  if (id === null || found?.visible.kind !== 'renewal') return { outcome: 'unknown' };
  if (found.isRunning) {
    try {
      return await send(context, id, message);
    } catch (error) {
      if (!(error instanceof WorkflowEnded)) throw error;
    }
  }
  const ended = await findTransaction(context, id);
  if (ended === null) return { outcome: 'unknown' };
  const record = await readRecord(context, ended);
  const renewal = record.change?.renewal;
  if (!renewal) return { outcome: 'unknown' };
  if (renewal.newPolicyNumber !== null) return message.toNewTerm(renewal);
  await reopen(context, ended, record);
  return send(context, id, message);
}

async function send<Content>(
  context: ApiContext,
  id: string,
  { update, content }: OfferMessage<Content>,
): Promise<OfferReply> {
  // Another name each time: the renewal itself knows a repeat, and what it answered while it was binding is not its last word.
  const updateId = `offer:${randomUUID()}`;
  try {
    return await sendAct(context, id, update, content, updateId);
  } catch (error) {
    if (error instanceof UpdateRefused && isUnderWay(error.cause)) {
      throw new NoWorkerAnswered('takenPerhaps', { cause: error });
    }
    throw error;
  }
}

function isUnderWay(cause: unknown): boolean {
  return cause instanceof ApplicationFailure && cause.type === 'bindUnderWay';
}

/** No second bind: the money counts for the term that is there. */
async function toNewTerm(
  context: ApiContext,
  { newPolicyNumber, newTermNumber, offers }: RenewalRecord,
  { paymentId, amountCents, currency, receivedAt }: OfferPaid,
): Promise<OfferReply> {
  const policyNumber = newPolicyNumber ?? '';
  const outcome = await tellPayment(context, {
    policyNumber,
    termNumber: newTermNumber,
    paymentId,
    amountCents,
    currency: currency ?? offers.at(-1)?.currency ?? 'USD',
    receivedAt: receivedAt ?? context.today().toISOString(),
  });
  // Without a moment of its own a repeat says another one each time.
  const isRepeat = receivedAt === null && isOtherContent(outcome);
  if (outcome.kind === 'refused' && !isRepeat)
    return { outcome: 'refused', refusal: outcome.refusal };
  return {
    outcome: 'answered',
    policyNumber,
    text: `Policy ${policyNumber} is bound; the money is kept for its term ${newTermNumber}.`,
  };
}

async function reversalToNewTerm(
  context: ApiContext,
  { newPolicyNumber, newTermNumber, money }: RenewalRecord,
  { paymentId: named, transactionId, reason }: OfferReversed,
): Promise<OfferReply> {
  const policyNumber = newPolicyNumber ?? '';
  // The term knows it by its own id alone.
  const { paymentId } = money.find((one) => one.transactionId === named) ?? { paymentId: named };
  const outcome = await tellReversal(context, {
    policyNumber,
    termNumber: newTermNumber,
    paymentId,
    transactionId,
    reason,
  });
  if (outcome.kind === 'refused') return { outcome: 'refused', refusal: outcome.refusal };
  return {
    outcome: 'answered',
    policyNumber,
    text: `Policy ${policyNumber} is bound; payment ${paymentId} is reversed at its term ${newTermNumber}.`,
  };
}

function isOtherContent(outcome: Awaited<ReturnType<typeof tellPayment>>): boolean {
  return outcome.kind === 'refused' && outcome.refusal.code === 'contentDiffers';
}

async function reopen(
  context: ApiContext,
  { visible }: FoundTransaction,
  record: KnownRecord,
): Promise<void> {
  const { reference, product, effectiveDate, expirationDate, change } = record;
  const { requestDigest: digest, requestedAt } = visible.memo;
  const request: RenewalAsked = {
    reference,
    policyNumber: record.policyNumber ?? '',
    termNumber: change?.termNumber ?? 0,
    product,
    effectiveDate,
    expirationDate,
    ...AS_IT_IS,
    premium: premiumOf(record),
  };
  const requestDigest = String(digest);
  const input: RenewalInput = {
    request,
    requestDigest,
    requestedBy: 'billing',
    outagePatienceMs: context.products.get(product)?.outagePatienceMs ?? DAY_MS,
    reopens: record as RenewalInput['reopens'] & object,
  };
  await reopenTransaction(context, {
    id: record.id,
    kind: 'renewal',
    input,
    facts: startFacts(request),
    requestDigest,
    summary: `Renewal of ${request.policyNumber}-${request.termNumber}, opened again for money`,
    ...(typeof requestedAt === 'string' ? { requestedAt } : {}),
  });
}

const DAY_MS = 86_400_000;

/** The amounts of the offer: whoever pays it late pays those. */
function premiumOf({ change }: KnownRecord): RenewalAsked['premium'] {
  const rows = change?.quote?.rows ?? [];
  return rows.flatMap(({ charge: { name, line, state, amountCents } }) =>
    line === null || state === null ? [] : [{ line, state, charge: name, amountCents }],
  );
}
