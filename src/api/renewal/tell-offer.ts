import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
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
  type OfferPaid,
  type OfferReply,
  type RenewalInput,
} from '../../workflows/renewal/messages.js';
import type { ApiContext } from '../context.js';
import { tellPayment } from '../terms/tell-term.js';

/** What came of money for an offer; `unknown` where there is no such offer. */
export type OfferOutcome = OfferReply | { readonly outcome: 'unknown' };

/**
 * Billing has received money for an offer. A renewal that is over is opened again for it, where it bound nothing; what it bound counts
 * the money as any other.
 *
 * @throws NoWorkerAnswered when the policy is still being bound: told again, the answer has its number
 */
export async function tellOffer(context: ApiContext, paid: OfferPaid): Promise<OfferOutcome> {
  const id = renewalOfOffer(paid.offerId);
  const found = id === null ? null : await findTransaction(context, id);
  if (id === null || found?.visible.kind !== 'renewal') return { outcome: 'unknown' };
  if (found.isRunning) {
    try {
      return await send(context, id, paid);
    } catch (error) {
      if (!(error instanceof WorkflowEnded)) throw error;
    }
  }
  const ended = await findTransaction(context, id);
  if (ended === null) return { outcome: 'unknown' };
  const record = await readRecord(context, ended);
  const renewal = record.change?.renewal;
  if (!renewal) return { outcome: 'unknown' };
  if (renewal.newPolicyNumber !== null) return toNewTerm(context, renewal, paid);
  await reopen(context, ended, record);
  return send(context, id, paid);
}

async function send(context: ApiContext, id: string, paid: OfferPaid): Promise<OfferReply> {
  // Another name each time: the renewal itself knows a repeat, and what it answered while it was binding is not its last word.
  const updateId = `offer:${randomUUID()}`;
  try {
    return await sendAct(context, id, recordOfferPaymentUpdate, paid, updateId);
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
