import { CancellationScope } from '@temporalio/workflow';
import type { TransactionRecord } from '../domain/transaction.js';
import type { NewBusinessInput } from './messages.js';
import { Remembered } from './remembered.js';
import { agreeBilling, agreedBilling } from './steps/agree-billing.js';
import { bind } from './steps/bind.js';
import { billTerm } from './steps/book-term.js';
import { closeAbandoned } from './steps/close-abandoned.js';
import { billed, openDeal, openEnquiry, type Enquiry } from './steps/deal.js';
import { createBinderDocument, createPolicyDocument, issue } from './steps/issue.js';
import { lookUpReference, resume } from './steps/look-up-reference.js';
import { linkReference, makeQuote } from './steps/make-quote.js';
import { rate } from './steps/rate.js';
import { verify } from './steps/verify.js';
import { Abandoned, TransactionDesk } from './transaction-desk.js';

/**
 * A new policy, from a posted submission to the issued contract.
 *
 * Trigger: a submission at the API. Updates: `correct`, `abandon`. Queries: `record`, `submission`.
 * Waits only when something stops a step: for the policy system to come back (as long as the product allows), for an
 * earlier holder of the same insured, or for a person. Its cancellation in Temporal is an `abandon`. Ends with a record, `completed` or `failed`; it never ends as a
 * failed workflow while somebody could mend it.
 */
export async function newBusiness(input: NewBusinessInput): Promise<TransactionRecord> {
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
  const { product } = desk.submission;
  producer.askAhead();
  const earlier = await lookUpReference(enquiry);
  if (earlier.failure) {
    desk.enter('failed', { failure: earlier.failure });
    return;
  }
  const deal = openDeal(enquiry, earlier.stepLimitMs);
  const { read } = deal;
  const quoteGuid = earlier.quote ? resume(deal, earlier.quote) : await makeQuote(deal);

  // Both are wanted a step later than they can be asked for, and asking is repeatable at will.
  const options = new Remembered(desk, () => read.ensureOptions({ quoteGuid, product }));
  const books = new Remembered(desk, () => read.readBack({ quoteGuid }));

  const billedDeal = billed(deal);
  const agreed = billedDeal && agreedBilling(billedDeal, quoteGuid);

  if (desk.record.policyNumber === null) options.askAhead();
  await linkReference(deal, quoteGuid);
  if (desk.record.policyNumber === null) {
    await rate(deal, quoteGuid, options);
    if (billedDeal && agreed) await agreeBilling(billedDeal, agreed);
    await bind(deal, quoteGuid);
  }
  books.askAhead();
  await createBinderDocument(deal, quoteGuid);
  await issue(deal, quoteGuid);
  await createPolicyDocument(deal, quoteGuid, earlier.quote?.status === 'issued');
  const { policyNumber } = desk.record;
  if (billedDeal && agreed && policyNumber !== null) {
    await billTerm({ ...billedDeal, books }, agreed, policyNumber, earlier.quote);
  }
  await verify(deal, books);
}
