import type { Request } from 'express';
import { addDays } from '../../domain/calendar/civil-date.js';
import { civilDateIn, instantIn } from '../../domain/calendar/time-zone.js';
import type { Submission } from '../../domain/new-business/submission.js';
import type { Product } from '../../domain/product/product.js';
import type { QuoteMilestone } from '../../domain/quote/quote.js';
import { newBusinessId, quoteGroupId } from '../../domain/workflow-ids.js';
import { requestDigest } from '../../requests/request-digest.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { startTransaction } from '../../temporal/start-transaction.js';
import type {
  GroupOfQuote,
  NewBusinessInput,
  SteeredQuote,
} from '../../workflows/new-business/messages.js';
import { factsOf } from '../request-facts.js';
import { type Begun, mustBeBegun } from '../transactions/begun.js';

/** What is posted, as it was read. */
export interface ReadNewBusiness {
  readonly request: object;
  readonly submission: Submission;
  readonly product: Product;
  readonly advanceTo: QuoteMilestone | undefined;
  /** The group of quotes that it is one of. */
  readonly group?: GroupOfQuote | undefined;
}

export const REFERENCE = 'This external system and id';
const DAY_MS = 86_400_000;

/**
 * Starts new business, or finds the transaction that the same request started before.
 *
 * @param quote what people may do with its quote
 * @throws Problem `different-request` where the reference belongs to something else
 */
export async function beginNewBusiness(
  context: Temporal,
  request: Request,
  { request: posted, submission, product, advanceTo, group }: ReadNewBusiness,
  quote: SteeredQuote,
): Promise<Begun> {
  const digest = requestDigest(posted);
  const facts = factsOf(request);
  const id = newBusinessId(submission.reference);
  facts.transactionId = id;
  const { billing, timeZone, termTime, outagePatienceMs, documents, underwriting } = product;
  const input: NewBusinessInput = {
    submission,
    ...(advanceTo === undefined ? {} : { advanceTo }),
    requestDigest: digest,
    requestedBy: facts.clientName ?? '',
    outagePatienceMs,
    documents,
    quote,
    ...(group === undefined ? {} : { group }),
    ...(underwriting === null
      ? {}
      : {
          underwriting: {
            decisionMs: underwriting.decisionDays * DAY_MS,
            reminderMs:
              underwriting.remindAfterDays === null ? null : underwriting.remindAfterDays * DAY_MS,
          },
        }),
    term: { timeZone, termTime },
    ...(billing === null ? {} : { billing: { product: billing } }),
  };
  const started = await startTransaction(context, {
    id,
    kind: 'newBusiness',
    input,
    facts: submission,
    requestDigest: digest,
    summary: summaryOf(submission),
    partOf: group && quoteGroupId(group),
  });
  return mustBeBegun(started, REFERENCE);
}

/** The end of the last day on which a quote that is made now may be bound, by the calendar of its product. */
export function expiryOf({ quote, timeZone }: Product, now: Date): string {
  const last = addDays(civilDateIn(timeZone, now), quote.expiresAfterDays);
  return instantIn(timeZone, addDays(last, 1), '00:00');
}

/** For operators. */
function summaryOf({ reference, product, effectiveDate }: Submission): string {
  return `New business ${reference.system} ${reference.id}, ${product}, ${effectiveDate}`;
}
