import { sentences } from '../../domain/sentence.js';
import { instantMs } from '../../domain/calendar/instant.js';
import type { Refusal } from '../../domain/machine/refusals.js';
import { formatCents } from '../../domain/money/cents.js';
import type { QuotedChange } from '../../domain/transaction/change-record.js';
import type { ChangeRequest } from '../../domain/transaction/change-request.js';
import { changeId } from '../../domain/workflow-ids.js';
import type { PostedChange } from '../../requests/mid-term/change-fields.js';
import type { RequestRules } from '../../requests/request-check.js';
import { requestDigest } from '../../requests/request-digest.js';
import type { ChangeableTerm } from '../../temporal/changeable-term.js';
import { type ChangeKind, startChange } from '../../temporal/start-change.js';
import { startedBefore } from '../../temporal/start-transaction.js';
import type { ApiContext } from '../context.js';
import { Problem } from '../problem.js';
import { type Begun, mustBeBegun } from '../transactions/begun.js';
import type { Asking } from './asked-of-policy.js';
import { namedTerm } from './named-term.js';

/** What a change comes to as its term stands. */
export interface ChangeQuote {
  /** Null where it is refused. */
  readonly change: QuotedChange | null;
  /** Everything that stands against it, all at once. */
  readonly refusals: readonly Refusal[];
}

/** How a kind of change is asked for, from what was posted. */
export interface ChangeWanted<Posted extends PostedChange, Own extends object> {
  readonly kind: ChangeKind;
  /**
   * What the request says beside what those of all kinds do.
   *
   * @param now when it was asked for: days that were not said follow from it
   * @throws Problem `invalid-request`
   */
  readonly ask: (posted: Posted, term: ChangeableTerm, now: Date, rules: RequestRules) => Own;
  readonly quote: (term: ChangeableTerm, asked: Own, context: ApiContext) => ChangeQuote;
}

/**
 * Starts a change, or finds the one that the same request began. A new one that the business refuses is not started.
 *
 * @throws Problem `different-request`, `change-refused`, `quote-differs` and those of `namedTerm`
 */
export async function beginChange<Posted extends PostedChange, Own extends object>(
  context: ApiContext,
  { kind, ask, quote }: ChangeWanted<Posted, Own>,
  { policyNumber, posted, requestedBy }: Asking<Posted>,
): Promise<Begun> {
  // How far it goes is no part of what it is, nor is what somebody saw before.
  const { advanceTo, digest, ...content } = posted;
  const id = changeId(kind, policyNumber, posted.requestId);
  const contentDigest = requestDigest(content);
  const before = await startedBefore(context, id, contentDigest);
  if (before && before.kind !== 'endedInTemporal') return mustBeBegun(before, REQUEST_ID);

  const termNumber = before?.termNumber ?? posted.termNumber;
  const term = await namedTerm(context, { policyNumber, termNumber });
  const requestedAt = new Date(
    before?.requestedAt ? instantMs(before.requestedAt) : context.today(),
  );
  const own = ask(posted, term, requestedAt, context);
  const quoted = quote(term, own, context);
  // One that was ended in Temporal may have done what it was asked for: its own workflow finds out.
  if (before === null) mustBeQuotedAs(quoted, digest);
  const started = await startChange(context, {
    kind,
    request: { ...requestOf(posted, term, quoted), ...own },
    requestDigest: contentDigest,
    advanceTo,
    requestedBy,
    outagePatienceMs: term.product.outagePatienceMs,
    requestedAt: requestedAt.toISOString(),
  });
  return mustBeBegun(started, REQUEST_ID);
}

const REQUEST_ID = 'This requestId';

function requestOf(
  { externalSystem, requestId, comment }: PostedChange,
  { record, product, facts }: ChangeableTerm,
  { change }: ChangeQuote,
): ChangeRequest {
  const { effectiveDate, expirationDate } = facts.days;
  return {
    reference: { system: externalSystem, id: requestId },
    policyNumber: record.policyNumber,
    termNumber: record.termNumber,
    product: product.key,
    effectiveDate: change?.effectiveDate ?? effectiveDate,
    expirationDate,
    ...(comment === undefined ? {} : { comment }),
  };
}

/** @throws Problem `change-refused`, `quote-differs` */
export function mustBeQuotedAs(
  { change, refusals }: ChangeQuote,
  digest: string | undefined,
): void {
  if (change === null || refusals.length > 0) {
    throw new Problem('change-refused', {
      detail: sentences('Nothing was started', ...refusals.map(({ text }) => text)),
      refusals,
    });
  }
  if (digest === undefined || digest === change.digest) return;
  throw new Problem('quote-differs', {
    detail: `Nothing was started: it comes to ${formatCents(change.totalCents)} from ${change.effectiveDate} now. Look at a preview again, and send its digest.`,
    quote: { asked: digest, now: change.digest, total: formatCents(change.totalCents) },
  });
}
