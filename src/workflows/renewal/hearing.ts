import { ApplicationFailure, condition } from '@temporalio/workflow';
import { refusalOf } from '../../domain/machine/refusals.js';
import { sentence } from '../../domain/sentence.js';
import { versionOfOffer } from '../../domain/renewal/offer.js';
import type { OfferReply } from './messages.js';
import type { OpenRenewal } from './open-renewal.js';
import { addTask } from './tasks.js';

/** Whoever sends something waits for the answer. */
const READY_PATIENCE_MS = 15_000;

/** Whether it is known where it stands: one that has just begun, or was opened again for this money, finds out first. */
function isReady({ course, transaction }: OpenRenewal): boolean {
  return course.state !== 'new' || transaction.record.failure !== null;
}

/** What is decided at once is answered at once. */
export function onceReady(
  open: OpenRenewal,
  hear: () => OfferReply | Promise<OfferReply>,
): OfferReply | Promise<OfferReply> {
  return isReady(open) ? hear() : whenReady(open, hear);
}

const QUOTE_AWAITED = 'Quote, without which nothing that is sent can be answered';

async function whenReady(
  open: OpenRenewal,
  hear: () => OfferReply | Promise<OfferReply>,
): Promise<OfferReply> {
  if (await condition(() => isReady(open), READY_PATIENCE_MS, { summary: QUOTE_AWAITED }))
    return hear();
  throw ApplicationFailure.nonRetryable(
    'The renewal is being quoted: tell it again.',
    'bindUnderWay',
  );
}

/**
 * Takes a message of billing once, however often it is told.
 *
 * @param key of its kind and its id
 * @returns why it is not taken, now or at first; null when it is
 */
export function hearOnce(
  open: OpenRenewal,
  key: string,
  sent: { readonly transactionId: string },
  take: () => OfferReply | null,
): OfferReply | null {
  const content = JSON.stringify(sent);
  const before = open.heard.get(key);
  if (before !== undefined && before.content !== content)
    return contentDiffers('transactionId', sent.transactionId);
  const refused = before === undefined ? take() : before.refused;
  open.heard.set(key, { content, refused });
  return refused;
}

/** What a signal does not bring about has nobody to be answered: a person is asked. */
export async function unanswered(
  open: OpenRenewal,
  sent: unknown,
  hear: () => OfferReply | null,
): Promise<void> {
  if (!isReady(open)) await condition(() => isReady(open));
  const why = refusedBecause(hear);
  if (why === null) return;
  const { transactionId } = (sent ?? {}) as { readonly transactionId?: unknown };
  const id = typeof transactionId === 'string' ? transactionId.slice(0, 200) : 'without an id';
  addTask(
    open,
    `signal:${id}`,
    `Billing sent a signal (${id}) that changed nothing. ${sentence(why)}`,
  );
}

function refusedBecause(hear: () => OfferReply | null): string | null {
  try {
    const reply = hear();
    return reply?.outcome === 'refused' ? reply.refusal.text : null;
  } catch (error) {
    if (!(error instanceof ApplicationFailure)) throw error;
    return error.message;
  }
}

/** @returns a refusal where the renewal has made no such offer */
export function refuseUnknownOffer(
  { renewal: { offers }, transaction }: OpenRenewal,
  offerId: string,
): OfferReply | null {
  const named = versionOfOffer(offerId, transaction.record.id);
  if (named === null || offers.some(({ version }) => version === named)) return null;
  const made = offers.map((one) => one.offerId).join(', ');
  const allowed = made || 'an offer that is out';
  const text = `There is no offer ${offerId}: ${made ? `those that were made are ${made}` : 'none was made yet'}.`;
  return {
    outcome: 'refused',
    refusal: {
      ...refusalOf('unknownReference', { field: 'offerId', found: offerId, allowed }),
      text,
    },
  };
}

export function contentDiffers(field: 'paymentId' | 'transactionId', found: string): OfferReply {
  const allowed = 'the same content under the same id';
  return {
    outcome: 'refused',
    refusal: refusalOf('contentDiffers', { field, found, allowed }),
  };
}

/** Whether money is meant by an id: its own, or that of the message by which it was told. */
export function isNamed(
  id: string,
  { paymentId, transactionId }: { readonly paymentId: string; readonly transactionId?: string },
): boolean {
  return id === paymentId || id === transactionId;
}
