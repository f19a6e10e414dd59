import type { TransactionRecord } from '../../domain/transaction/record.js';
import type { QuoteFacts } from '../../ports/policy-system/quotes.js';
import { readNewBusiness } from './input.js';
import { Question } from '../transaction/question.js';
import { agreeBilling, agreedBilling, type AgreedBilling } from '../billing-steps/agree-billing.js';
import { bind } from './bind.js';
import { billTerm } from '../billing-steps/book-term.js';
import { handOverUnbilled } from './hand-over-unbilled.js';
import { withBilling } from './with-billing.js';
import type { BilledBusiness } from '../billing-steps/billed-business.js';
import { closeAbandoned, leaveGroup } from './close-abandoned.js';
import {
  openBusiness,
  openEnquiry,
  termNumberOf,
  withTerm,
  type NewBusiness,
  type Enquiry,
} from './business.js';
import { createBinderDocument, createPolicyDocument, issue } from './issue.js';
import { lookUpReference } from './look-up-reference.js';
import { newBusinessKind } from './kind.js';
import { linkReference, makeQuote } from './make-quote.js';
import {
  closeOutdated,
  compareHeld,
  QUOTE_ALONE,
  QuoteOutdated,
  refuseOtherAccount,
  refuseOutdated,
} from './replace-quote.js';
import type { Difference } from './on-file.js';
import { takesUpEndedRun } from '../transaction/runs.js';
import { untilAccepted } from './accept.js';
import { untilReset, untilValidated } from './draft.js';
import { expireUnlessBound } from './expire.js';
import { happened, isLeft, reached } from './quote.js';
import { answerQuoteActs } from './quote-acts.js';
import { PlaceInGroup } from './place-in-group.js';
import { giveBackLeft, joinAtFirst, lockGroup } from './quote-group.js';
import { priced, rate } from './rate.js';
import { knowEarlier, resume } from './resume.js';
import { tellMaker } from './tell-maker.js';
import { verify } from './verify.js';
import { runTransaction } from '../transaction/run.js';
import type { NewBusinessInput } from './messages.js';

/**
 * A new policy, from a posted submission to the issued contract; also the next term of one, and the new term of a rewrite.
 *
 * Trigger: a submission at the API, a renewal, a rewrite. Updates: `correct`, `abandon`, `advance`, and those
 * of its quote: `edit`, `validate`, `price`, `underwrite`, `decide`, `accept`, `issue`, `refuse`, `reset`, `discard`. Queries: `record`, `submission`.
 * Waits where it was asked to go no further, and when something stops a step: for the policy system to come back (as long
 * as the product allows), for an earlier holder of the same insured, or for a person. Its cancellation in Temporal is an `abandon`. Ends with a record, `completed` or `failed`; it never ends as a
 * failed workflow while somebody could mend it.
 */
export async function newBusiness(given: NewBusinessInput): Promise<TransactionRecord> {
  const input = readNewBusiness(given);
  const { submission, outagePatienceMs, advanceTo, group } = input;
  const place = group ? new PlaceInGroup(group, outagePatienceMs) : null;
  return runTransaction(
    newBusinessKind(termNumberOf(input)),
    { request: submission, patienceMs: outagePatienceMs, advanceTo },
    {
      carryOut: (transaction) => carryOut(openEnquiry(transaction, input, place)),
      closeAbandoned: (transaction) => closeAbandoned(transaction, place),
    },
  );
}

async function carryOut(enquiry: Enquiry): Promise<void> {
  const { transaction, producer, input } = enquiry;
  transaction.afterCorrection(() => tellMaker(input));
  answerQuoteActs(enquiry);
  expireUnlessBound(enquiry);
  await joinAtFirst(enquiry);
  if (isDraftAtFirst(enquiry)) await untilValidated(enquiry);
  producer.askAhead();
  let earlier = await lookUpReference(enquiry);
  if (isDraftOnceAgain(enquiry) && !isBound(earlier.quote) && earlier.failure === null) {
    // What that run made is closed with this one, whatever becomes of it.
    if (earlier.quote) knowEarlier(transaction, earlier.quote);
    transaction.holdBack('draft');
    await giveBackLeft(enquiry);
    await untilValidated(enquiry);
    enquiry.reference.forget();
    earlier = await lookUpReference(enquiry);
  }
  if (earlier.failure) {
    if (enquiry.place !== null) await leaveGroup(transaction, enquiry.place);
    happened(transaction, { kind: 'discard' });
    transaction.enter('failed', { failure: earlier.failure });
    return;
  }
  const business = openBusiness(enquiry, earlier.stepLimitMs);
  const { look } = business;
  transaction.afterCorrection(async () => {
    await tellMaker(input);
    await refuseOutdated(business);
  });
  const { quoteGuid, billing } = await untilBound(business, earlier.quote);
  const books = new Question(transaction, () => look.readBack({ quoteGuid }));
  await createBinderDocument(business, quoteGuid);
  await issue(business, quoteGuid);
  await createPolicyDocument(business, quoteGuid, earlier.quote?.status === 'issued');
  const { policyNumber } = transaction.record;
  if (billing && policyNumber !== null) {
    await billTerm({ ...billing.business, books }, billing.agreed, policyNumber, earlier.quote);
  }
  const price = await verify(business, books);
  const term = billing ? null : withTerm(business);
  if (term && policyNumber !== null) {
    await handOverUnbilled(term, policyNumber, { price, books }, earlier.quote);
  }
  await lockGroup(enquiry);
  reached(transaction, 'issued');
  transaction.enter('completed', price === null ? {} : priced(price));
}

/** Whether it is to be seen by people before anything of it is in the policy system. */
function isDraftAtFirst({ input }: Enquiry): boolean {
  return input.quote?.isChecked === false && !takesUpEndedRun();
}

/** What was edited of a quote is lost where its run was ended in Temporal; it is a draft again, unless it is bound. */
function isDraftOnceAgain({ input }: Enquiry): boolean {
  return input.quote?.isChecked === false && takesUpEndedRun();
}

function isBound(quote: QuoteFacts | null): boolean {
  return quote !== null && quote.status !== 'open';
}

/** The quote that was bound, and how it is billed; null where the policy system alone bills. */
interface Bound {
  readonly quoteGuid: string;
  readonly billing: {
    readonly business: BilledBusiness;
    readonly agreed: Question<AgreedBilling>;
  } | null;
}

/**
 * Makes the quote and binds it; a quote that a correction has outdated, or that was reset, is closed and another made in its
 * place.
 */
async function untilBound(business: NewBusiness, found: QuoteFacts | null): Promise<Bound> {
  const { transaction } = business;
  let earlier = found;
  let quoteGuid: string | null = null;
  let outdated: Difference | null = null;
  let isDraft = false;
  for (;;) {
    try {
      if (isDraft) {
        await giveBackLeft(business);
        isDraft = await untilReset(business);
        if (!isDraft) outdated = null;
      }
      if (outdated !== null) {
        await closeOutdated(business, outdated);
        await giveBackLeft(business);
        outdated = null;
        earlier = null;
        quoteGuid = null;
      }
      if (isDraft) {
        await untilValidated(business);
        isDraft = false;
        refuseOtherAccount(business);
        if (!business.onFile.isEmpty) await compareHeld(business);
      }
      quoteGuid ??= earlier ? await resume(business, earlier) : await makeQuote(business);
      return await bindQuote(business, quoteGuid);
    } catch (error) {
      if (isLeft(transaction, error)) {
        isDraft = true;
        outdated ??= QUOTE_ALONE;
      } else if (error instanceof QuoteOutdated) {
        // Also out of the closing, where the policy system refused that and it is run again.
        outdated = error.difference;
      } else throw error;
    }
  }
}

async function bindQuote(business: NewBusiness, quoteGuid: string): Promise<Bound> {
  const { transaction, rewrite } = business;
  // Wanted a step later than it can be asked for, and asking is repeatable at will.
  const options = new Question(transaction, () => {
    const { product, premium } = transaction.request;
    const lines = [...new Set(premium.map(({ line }) => line))];
    return rewrite.ensureOptions({ quoteGuid, product, lines });
  });
  const billedBusiness = withBilling(business);
  const billing = billedBusiness && {
    business: billedBusiness,
    agreed: agreedBilling(billedBusiness, quoteGuid),
  };
  if (transaction.record.policyNumber === null) options.askAhead();
  await linkReference(business, quoteGuid);
  if (transaction.record.policyNumber === null) {
    for (;;) {
      await rate(business, quoteGuid, options);
      if (billing) await agreeBilling(billing.business, billing.agreed);
      if ((await untilAccepted(business)) === 'advanced') break;
      await giveBackLeft(business);
      await compareHeld(business);
    }
    await bind(business, quoteGuid);
  }
  return { quoteGuid, billing };
}
