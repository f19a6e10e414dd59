import { instantMs } from '../../domain/calendar/instant.js';
import type { RenewalAsked } from '../../domain/renewal/request.js';
import { renewalId } from '../../domain/workflow-ids.js';
import { askedRenewal } from '../../requests/renewal/asked-renewal.js';
import type { PostedRenewal } from '../../requests/renewal/renewal-schema.js';
import { requestDigest } from '../../requests/request-digest.js';
import type { ChangeableTerm } from '../../temporal/changeable-term.js';
import { startRenewal } from '../../temporal/renewal/start-renewal.js';
import { startedBefore } from '../../temporal/start-transaction.js';
import { findTransaction, readRecord } from '../../temporal/transactions.js';
import { isEnded, type KnownRecord } from '../../temporal/visible-transactions.js';
import type { Asking } from '../changes/asked-of-policy.js';
import { mustBeQuotedAs } from '../changes/begin-change.js';
import { namedTerm } from '../changes/named-term.js';
import type { ApiContext } from '../context.js';
import { Problem } from '../problem.js';
import { type Begun, mustBeBegun } from '../transactions/begun.js';
import { premiumSaid } from './premium-said.js';
import { quoteRenewal } from './quote.js';

/**
 * Starts the renewal of a term, or finds the one that the same request began. A term has one renewal at a time; one that came to nothing
 * may be followed by another. One that the business refuses is not started.
 *
 * @throws Problem `different-request` where another request has begun one, `change-refused`, `quote-differs` and those of `namedTerm`
 */
export async function beginRenewal(
  context: ApiContext,
  { policyNumber, posted, requestedBy }: Asking<PostedRenewal>,
): Promise<Begun> {
  const { advanceTo, digest, ...content } = posted;
  const term = await namedTerm(context, { policyNumber, termNumber: posted.termNumber });
  const id = renewalId(term.record);
  const contentDigest = requestDigest(content);
  if (posted.termNumber === undefined) {
    const repeated = await begunOfEarlierTerm(context, term, contentDigest);
    if (repeated) return repeated;
  }
  const before = await startedBefore(context, id, contentDigest);
  const hasEnded = before?.kind === 'endedInTemporal';
  if (before?.kind === 'otherRequest') await mustBeOver(context, id);
  else if (before && !hasEnded) return mustBeBegun(before, IT);
  const asked = { ...askedRenewal(posted), premium: premiumSaid(posted, term, context.rating) };
  const quoted = quoteRenewal(term, asked, context);
  // One that was ended in Temporal may have bound the next term: its own workflow finds out.
  if (!hasEnded) mustBeQuotedAs(quoted, digest);
  const requestedAt = new Date(
    hasEnded && before.requestedAt ? instantMs(before.requestedAt) : context.today(),
  );
  const started = await startRenewal(context, {
    request: { ...requestOf(posted, term, quoted.quoted?.days), ...asked },
    requestDigest: contentDigest,
    advanceTo,
    requestedBy,
    outagePatienceMs: term.product.outagePatienceMs,
    requestedAt: requestedAt.toISOString(),
    mayFollow,
  });
  if (started.kind === 'otherRequest') throw begunBefore(id);
  return mustBeBegun(started, IT);
}

const IT = 'The renewal of this term';

/** What came to nothing may be followed by another renewal of the same term. */
export function mayFollow({ state }: KnownRecord): boolean {
  return state === 'notTaken' || state === 'withdrawn';
}

/**
 * The renewal of an earlier term that the same request began, where nobody says which term is meant: it may have bound the term
 * that is the latest by now. Null where there is none.
 */
async function begunOfEarlierTerm(
  context: ApiContext,
  { record }: ChangeableTerm,
  contentDigest: string,
): Promise<Begun | null> {
  const { policyNumber } = record;
  for (let termNumber = record.termNumber - 1; termNumber > 0; termNumber -= 1) {
    const id = renewalId({ policyNumber, termNumber });
    const before = await startedBefore(context, id, contentDigest);
    if (before?.kind === 'known') return mustBeBegun(before, IT);
  }
  return null;
}

/** @throws Problem `different-request` while the renewal that another request has begun is under way, or done */
async function mustBeOver(context: ApiContext, id: string): Promise<void> {
  const found = await findTransaction(context, id);
  if (!found) return;
  const record = await readRecord(context, found);
  if (!mayFollow(record)) throw begunBefore(id);
  if (found.isRunning && isEnded(record)) throw notClosedYet(id);
}

function begunBefore(id: string): Problem {
  return new Problem('different-request', {
    detail: `${id} was begun by another request, perhaps by the term itself: look at it, and act on it there.`,
  });
}

function notClosedYet(id: string): Problem {
  return new Problem('different-request', {
    detail: `${id} came to nothing and is not closed yet: settle its tasks, where it has any, then ask again.`,
  });
}

function requestOf(
  { externalSystem, requestId, comment }: PostedRenewal,
  { record, product, facts }: ChangeableTerm,
  days: { readonly effectiveDate: string; readonly expirationDate: string } | undefined,
): Omit<RenewalAsked, keyof ReturnType<typeof askedRenewal>> {
  return {
    reference: { system: externalSystem, id: requestId },
    policyNumber: record.policyNumber,
    termNumber: record.termNumber,
    product: product.key,
    effectiveDate: days?.effectiveDate ?? facts.days.expirationDate,
    expirationDate: days?.expirationDate ?? facts.days.expirationDate,
    ...(comment === undefined ? {} : { comment }),
  };
}
