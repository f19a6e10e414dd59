import { CancellationScope } from '@temporalio/workflow';
import type { TransactionRecord } from '../../domain/transaction/record.js';
import type { QuoteFacts } from '../../ports/policy-system.js';
import type { NewBusinessInput } from '../transaction/messages.js';
import { readNewBusiness } from './input.js';
import { Remembered } from '../transaction/remembered.js';
import { agreeBilling, agreedBilling, type AgreedBilling } from '../billing-steps/agree-billing.js';
import { bind } from './bind.js';
import { billTerm } from '../billing-steps/book-term.js';
import { closeAbandoned } from './close-abandoned.js';
import {
  billed,
  openDeal,
  openEnquiry,
  type BilledDeal,
  type Deal,
  type Enquiry,
} from './deal.js';
import { createBinderDocument, createPolicyDocument, issue } from './issue.js';
import { lookUpReference } from './look-up-reference.js';
import { linkReference, makeQuote } from './make-quote.js';
import { closeOutdated, QuoteOutdated, refuseOutdated } from './replace-quote.js';
import { rate } from './rate.js';
import { resume } from './resume.js';
import { verify } from './verify.js';
import { Abandoned, TransactionDesk } from '../transaction/transaction-desk.js';

/**
 * A new policy, from a posted submission to the issued contract.
 *
 * Trigger: a submission at the API. Updates: `correct`, `abandon`. Queries: `record`, `submission`.
 * Waits only when something stops a step: for the policy system to come back (as long as the product allows), for an
 * earlier holder of the same insured, or for a person. Its cancellation in Temporal is an `abandon`. Ends with a record, `completed` or `failed`; it never ends as a
 * failed workflow while somebody could mend it.
 */
export async function newBusiness(given: NewBusinessInput): Promise<TransactionRecord> {
  const input = readNewBusiness(given);
  // Cancelled halfway it would leave things in the policy system of which nobody knows.
  const { cancelRequested } = CancellationScope.current();
  return CancellationScope.nonCancellable(async () => {
    const desk = new TransactionDesk(input);
    cancelRequested.catch(() => desk.abandonAsTold());
    try {
      await carryOut(openEnquiry(desk, input));
    } catch (error) {
      if (!(error instanceof Abandoned)) throw error;
      await closeAbandoned(desk);
    }
    return desk.close();
  });
}

async function carryOut(enquiry: Enquiry): Promise<void> {
  const { desk, producer } = enquiry;
  producer.askAhead();
  const earlier = await lookUpReference(enquiry);
  if (earlier.failure) {
    desk.enter('failed', { failure: earlier.failure });
    return;
  }
  const deal = openDeal(enquiry, earlier.stepLimitMs);
  const { read } = deal;
  desk.afterCorrection(() => refuseOutdated(deal));
  const { quoteGuid, billing } = await untilBound(deal, earlier.quote);
  const books = new Remembered(desk, () => read.readBack({ quoteGuid }));
  books.askAhead();
  await createBinderDocument(deal, quoteGuid);
  await issue(deal, quoteGuid);
  await createPolicyDocument(deal, quoteGuid, earlier.quote?.status === 'issued');
  const { policyNumber } = desk.record;
  if (billing && policyNumber !== null) {
    await billTerm({ ...billing.deal, books }, billing.agreed, policyNumber, earlier.quote);
  }
  await verify(deal, books);
}

/** The quote that was bound, and how it is billed; null where the policy system alone bills. */
interface Bound {
  readonly quoteGuid: string;
  readonly billing: {
    readonly deal: BilledDeal;
    readonly agreed: Remembered<AgreedBilling>;
  } | null;
}

/** Makes the quote and binds it; a quote that a correction has outdated is closed, and another made in its place. */
async function untilBound(deal: Deal, found: QuoteFacts | null): Promise<Bound> {
  let earlier = found;
  let quoteGuid: string | null = null;
  let outdated: QuoteOutdated | null = null;
  for (;;) {
    try {
      if (outdated !== null) {
        await closeOutdated(deal, outdated.difference);
        outdated = null;
        earlier = null;
        quoteGuid = null;
      }
      quoteGuid ??= earlier ? await resume(deal, earlier) : await makeQuote(deal);
      return await bindQuote(deal, quoteGuid);
    } catch (error) {
      if (!(error instanceof QuoteOutdated)) throw error;
      // Also out of the closing, where the policy system refused that and it is run again.
      outdated = error;
    }
  }
}

async function bindQuote(deal: Deal, quoteGuid: string): Promise<Bound> {
  const { desk, read } = deal;
  // Wanted a step later than it can be asked for, and asking is repeatable at will.
  const options = new Remembered(desk, () => {
    const { product, premium } = desk.submission;
    const lines = [...new Set(premium.map(({ line }) => line))];
    return read.ensureOptions({ quoteGuid, product, lines });
  });
  const billedDeal = billed(deal);
  const billing = billedDeal && {
    deal: billedDeal,
    agreed: agreedBilling(billedDeal, quoteGuid),
  };
  if (desk.record.policyNumber === null) options.askAhead();
  await linkReference(deal, quoteGuid);
  if (desk.record.policyNumber === null) {
    await rate(deal, quoteGuid, options);
    if (billing) await agreeBilling(billing.deal, billing.agreed);
    await bind(deal, quoteGuid);
  }
  return { quoteGuid, billing };
}
