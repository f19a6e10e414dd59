import { guidNamed, isSameGuid } from '../../domain/insured/same-insured.js';
import type { NewQuote } from '../../ports/policy-system/quotes.js';
import type { ProducerFacts } from '../../ports/policy-system/parties.js';
import { happened, startedOver } from './quote.js';
import { lookForBind } from './look-for-bind.js';
import type { NewBusiness } from './business.js';
import type { Difference } from './on-file.js';

/** The quote in the policy system does not hold what it should: it has to be closed, and another made in its place. */
export class QuoteOutdated extends Error {
  override readonly name = 'QuoteOutdated';
  readonly difference: Difference;

  constructor(difference: Difference) {
    super('the quote does not hold what it should');
    this.difference = difference;
  }
}

/**
 * Compares, after a correction, what the policy system has on file with what it should hold now: the submission may have
 * been corrected, and so may the product file or the installation.
 *
 * @throws QuoteOutdated before the bind, when the two differ
 */
export async function refuseOutdated(business: NewBusiness): Promise<void> {
  const { transaction, onFile, producer, look } = business;
  happened(transaction, { kind: 'correct', isAwaited: true });
  if (onFile.isEmpty || transaction.record.policyNumber !== null) return;
  const { submissionGroupGuid, quoteGuid } = transaction.ids;
  const facts = await producer.get();
  const basis =
    quoteGuid === null || submissionGroupGuid === null
      ? null
      : await look.quoteBasis(quoteOf(business, facts, submissionGroupGuid));
  const difference = onFile.differenceFrom(facts, transaction.request, basis, transaction.writes);
  if (!difference.quote) return;
  if (quoteGuid !== null && transaction.writes.unsettled('bind') !== null) {
    // What the bind came to is known first: by this look, or by the one that the step itself makes.
    await transaction.writes.untilSettleTimeOver('bind');
    const { kind } = await lookForBind(
      quoteGuid,
      transaction.request.reference,
      transaction.writes,
    );
    const isUnknown = kind === 'unknown' && transaction.writes.uncertain.includes('bind');
    if (kind === 'bound' || isUnknown) return;
    transaction.writes.settleAsNotMade('bind');
  }
  throw new QuoteOutdated(difference);
}

/**
 * The same after a correction of a transaction that was held.
 *
 * @throws QuoteOutdated when the quote in the policy system does not hold what was corrected
 */
export async function compareHeld(business: NewBusiness): Promise<void> {
  await business.transaction.step(
    'quote',
    () => refuseOutdated(business),
    () => 'The quote holds what is asked for.',
  );
}

/**
 * Closes the quote, also one that may have been made by a call whose answer never came, and forgets what was written to it.
 */
export async function closeOutdated(business: NewBusiness, difference: Difference): Promise<void> {
  const { transaction, onFile, rewrite } = business;
  startedOver(transaction);
  const { quoteGuid, submissionGroupGuid } = transaction.ids;
  if (quoteGuid !== null) {
    await transaction.step(
      'quote',
      async () => {
        await transaction.writes.untilSettleTimesOver();
        await rewrite.closeQuote({ quoteGuid });
      },
      () => `Quote ${quoteGuid} was closed: it does not hold what was corrected.`,
    );
  } else if (submissionGroupGuid !== null && transaction.writes.uncertain.includes('quote')) {
    await transaction.step(
      'quote',
      async () => {
        await transaction.writes.untilSettleTimesOver();
        await rewrite.closeQuotesOf({ submissionGroupGuid });
      },
      () => `Any quote of submission ${submissionGroupGuid} was closed: another is made.`,
    );
  }
  for (const kind of WRITES_OF_QUOTE) transaction.writes.takeBack(kind);
  if (difference.account) transaction.writes.takeBack('insured');
  if (difference.submission) transaction.writes.takeBack('submission');
  onFile.forget(difference);
  transaction.know({
    quoteGuid: null,
    quoteOptionGuids: [],
    controlNumber: null,
    ...(difference.submission ? { submissionGroupGuid: null } : {}),
    ...(difference.account ? { insuredGuid: null } : {}),
  });
}

/**
 * The draft names another insured than the policy system has the submission for, which belongs to that one.
 *
 * @throws QuoteOutdated then: all of it is made anew
 */
export function refuseOtherAccount({ transaction }: NewBusiness): void {
  const named = guidNamed(transaction.request.insured);
  const { insuredGuid } = transaction.ids;
  if (named === null || insuredGuid === null || isSameGuid(named, insuredGuid)) return;
  throw new QuoteOutdated({ account: true, submission: true, quote: true });
}

/** The quote is made anew under the submission that there is. */
export const QUOTE_ALONE: Difference = { account: false, submission: false, quote: true };

/** What is on a quote, and goes with it. */
const WRITES_OF_QUOTE = ['quote', 'link', 'premium', 'workbook', 'bind'];

/** The quote as it would be made now. */
export function quoteOf(
  { transaction, input }: NewBusiness,
  { producerContactGuid, underwriterGuid }: ProducerFacts,
  submissionGroupGuid: string,
): NewQuote {
  const { reference, insured, product, state, effectiveDate, expirationDate } = transaction.request;
  const { requestDigest, renews, converts } = input;
  return {
    submissionGroupGuid,
    producerContactGuid,
    underwriterGuid,
    submission: { reference, product, state, effectiveDate, expirationDate },
    businessType: insured.businessType,
    requestDigest,
    ...(renews && {
      renews: { policyNumber: renews.policyNumber, quoteGuid: renews.quoteGuid },
    }),
    ...(converts && { converts: { policyNumber: converts.policyNumber } }),
  };
}
