import { instantMs } from '../../domain/calendar/instant.js';
import type { RenewalAsked } from '../../domain/renewal/request.js';
import { renewalId } from '../../domain/workflow-ids.js';
import { askedRenewal } from '../../requests/renewal/asked-renewal.js';
import type { PostedRenewal } from '../../requests/renewal/renewal-schema.js';
import { requestDigest } from '../../requests/request-digest.js';
import type { ChangeableTerm } from '../../temporal/changeable-term.js';
import { startRenewal } from '../../temporal/renewal/start-renewal.js';
import { startedBefore } from '../../temporal/start-transaction.js';
import { mustBeQuotedAs } from '../changes/begin-change.js';
import { namedTerm } from '../changes/named-term.js';
import { chargesOf } from '../changes/posted-charges.js';
import type { ApiContext } from '../context.js';
import { Problem } from '../problem.js';
import { type Begun, mustBeBegun } from '../transactions/begun.js';
import { quoteRenewal } from './quote.js';

/** Who asks for the renewal of what. */
interface Asking {
  readonly policyNumber: string;
  readonly posted: PostedRenewal;
  readonly requestedBy: string;
}

/**
 * Starts the renewal of a term, or finds the one that the same request began. A term has one renewal at a time; one that came to nothing
 * may be followed by another. One that the business refuses is not started.
 *
 * @throws Problem `different-request` where another request has begun one, `change-refused`, `quote-differs` and those of `namedTerm`
 */
export async function beginRenewal(
  context: ApiContext,
  { policyNumber, posted, requestedBy }: Asking,
): Promise<Begun> {
  const { advanceTo, digest, ...content } = posted;
  const term = await namedTerm(context, { policyNumber, termNumber: posted.termNumber });
  const id = renewalId(term.record);
  const contentDigest = requestDigest(content);
  const before = await startedBefore(context, id, contentDigest);
  const hasEnded = before?.kind === 'endedInTemporal';
  if (before && !hasEnded && before.kind !== 'otherRequest') return mustBeBegun(before, IT);
  const { premium } = posted;
  if (premium) chargesOf(premium, 'premium', term.product);
  const asked = askedRenewal(posted);
  const quoted = quoteRenewal(term, asked, context);
  if (before === null) mustBeQuotedAs(quoted, digest);
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
    mayFollow: ({ state }) => state === 'notTaken' || state === 'withdrawn',
  });
  if (started.kind === 'otherRequest') throw begunBefore(id);
  return mustBeBegun(started, IT);
}

const IT = 'The renewal of this term';

function begunBefore(id: string): Problem {
  return new Problem('different-request', {
    detail: `${id} was begun by another request, perhaps by the term itself: look at it, and act on it there.`,
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
