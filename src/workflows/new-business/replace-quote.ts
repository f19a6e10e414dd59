import type { NewQuote, ProducerFacts } from '../../ports/policy-system.js';
import { lookForBind } from './look-for-bind.js';
import type { Deal } from './deal.js';
import type { Difference } from './told.js';

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
 * Compares, after a correction, what the policy system was told with what it should hold now: the submission may have
 * been corrected, and so may the product file or the installation.
 *
 * @throws QuoteOutdated before the bind, when the two differ
 */
export async function refuseOutdated(deal: Deal): Promise<void> {
  const { desk, told, producer, read } = deal;
  if (told.isNothing || desk.record.policyNumber !== null) return;
  const { submissionGroupGuid, quoteGuid } = desk.ids;
  const facts = await producer.get();
  const basis =
    quoteGuid === null || submissionGroupGuid === null
      ? null
      : await read.quoteBasis(quoteOf(deal, facts, submissionGroupGuid));
  const difference = told.differs(facts, desk.submission, basis, desk.writes);
  if (!difference.quote) return;
  if (quoteGuid !== null && desk.writes.settleable('bind') !== null) {
    // What the bind came to is known first: by this look, or by the one that the step itself makes.
    await desk.writes.untilSettled('bind');
    const { kind } = await lookForBind(quoteGuid, desk.submission.reference, desk.writes);
    const isUnknown = kind === 'unknown' && desk.writes.uncertain.includes('bind');
    if (kind === 'bound' || isUnknown) return;
    desk.writes.settleAsNotMade('bind');
  }
  throw new QuoteOutdated(difference);
}

/**
 * Closes the quote, also one that may have been made by a call whose answer never came, and forgets what was written to it.
 */
export async function closeOutdated(deal: Deal, difference: Difference): Promise<void> {
  const { desk, told, read } = deal;
  const { quoteGuid, submissionGroupGuid } = desk.ids;
  if (quoteGuid !== null) {
    await desk.step(
      'quote',
      async () => {
        await desk.writes.untilAllSettled();
        await read.closeQuote({ quoteGuid });
      },
      () => `Quote ${quoteGuid} was closed: it does not hold what was corrected.`,
    );
  } else if (submissionGroupGuid !== null && desk.writes.uncertain.includes('quote')) {
    await desk.step(
      'quote',
      async () => {
        await desk.writes.untilAllSettled();
        await read.closeQuotesOf({ submissionGroupGuid });
      },
      () => `Any quote of submission ${submissionGroupGuid} was closed: another is made.`,
    );
  }
  for (const kind of WRITES_OF_QUOTE) desk.writes.takeBack(kind);
  if (difference.submission) desk.writes.takeBack('submission');
  told.forget(difference);
  desk.know({
    quoteGuid: null,
    quoteOptionGuids: [],
    controlNumber: null,
    ...(difference.submission ? { submissionGroupGuid: null } : {}),
  });
}

/** What is on a quote, and goes with it. */
const WRITES_OF_QUOTE = ['quote', 'link', 'premium', 'workbook', 'bind'];

/** The quote as it would be made now. */
export function quoteOf(
  { desk, input }: Deal,
  { producerContactGuid, underwriterGuid }: ProducerFacts,
  submissionGroupGuid: string,
): NewQuote {
  const { reference, insured, product, state, effectiveDate, expirationDate } = desk.submission;
  return {
    submissionGroupGuid,
    producerContactGuid,
    underwriterGuid,
    submission: { reference, product, state, effectiveDate, expirationDate },
    businessType: insured.businessType,
    requestDigest: input.requestDigest,
  };
}
