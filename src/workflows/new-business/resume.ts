import { patched } from '@temporalio/workflow';
import { guidNamed, isSameGuid } from '../../domain/insured/same-insured.js';
import type { Submission } from '../../domain/new-business/submission.js';
import type { ProducerFacts } from '../../ports/policy-system/parties.js';
import type { QuoteFacts } from '../../ports/policy-system/quotes.js';
import { stopped } from '../transaction/stops.js';
import type { NewBusiness } from './business.js';
import { reached, untilAdvanced } from './quote.js';
import { compareHeld, refuseOtherAccount } from './replace-quote.js';

type Days = Pick<Submission, 'effectiveDate' | 'expirationDate'>;

/**
 * Goes on from what an earlier run left; every write from here on is looked up before it is made.
 *
 * That run may have been corrected, and nobody remembers how. What it bound stands. A quote that is not bound yet must
 * hold what the submission says now.
 *
 * @throws QuoteOutdated when a person wants another quote than the one that was found
 */
export async function resume(business: NewBusiness, earlier: QuoteFacts): Promise<string> {
  const { transaction, producer } = business;
  transaction.writes.suspectEarlierRun();
  const { insuredGuid, submissionGroupGuid, quoteGuid } = earlier;
  knowEarlier(transaction, earlier);
  transaction.writes.noteMade('insured', insuredGuid);
  transaction.writes.noteMade('submission', submissionGroupGuid);
  if (earlier.status === 'open') {
    transaction.enter('quote_created');
    await untilAsSubmitted(business, earlier);
    while ((await untilAdvanced(transaction, 'validated')) === 'corrected') {
      await compareHeld(business);
    }
    return quoteGuid;
  }
  const { effectiveDate, expirationDate } = earlier;
  // What an earlier run bound stands, whatever was posted: it may have been corrected before.
  transaction.replaceRequest({ ...transaction.request, effectiveDate, expirationDate });
  // Asked ahead for the submission as posted; the policy has the producer with whom it was bound.
  producer.forget();
  reached(transaction, 'accepted');
  transaction.enter('bound', { policyNumber: earlier.policyNumber });
  // Issuing comes after the binder document in every run.
  if (earlier.status === 'issued') transaction.writes.noteMade('binderDocument', null);
  return quoteGuid;
}

/** What an earlier run has made in the policy system. */
export function knowEarlier(
  transaction: Pick<NewBusiness['transaction'], 'know'>,
  { insuredGuid, submissionGroupGuid, controlNumber, quoteGuid }: QuoteFacts,
): void {
  transaction.know({ insuredGuid, submissionGroupGuid, controlNumber, quoteGuid });
}

/** Whether two terms begin and end on the same days. */
export function coversSameDays(one: Days, other: Days): boolean {
  return one.effectiveDate === other.effectiveDate && one.expirationDate === other.expirationDate;
}

/** Stops until the submission is corrected to what the quote holds, or a person has another quote made. */
async function untilAsSubmitted(business: NewBusiness, earlier: QuoteFacts): Promise<void> {
  const { transaction, onFile, look, producer, input } = business;
  // A quote may have been another insured's by then, and a submission is its insured's for good.
  const mayBeOthers = input.quote !== undefined && patched('insured-of-earlier-quote');
  if (mayBeOthers) refuseOtherAccount(business);
  const { quoteGuid, insuredGuid, submissionGroupGuid, effectiveDate, expirationDate } = earlier;
  onFile.noteQuote({ ...transaction.request, effectiveDate, expirationDate }, null);
  const opened = await transaction.step(
    'quote',
    async () => {
      const opened = await look.producerOfSubmission({ insuredGuid, submissionGroupGuid });
      onFile.noteSubmission(null, opened);
      if (mayBeOthers) await refuseOtherInsured(business, earlier);
      refuseOtherDays(earlier, transaction.request);
      if (opened !== null) refuseOtherProducer(opened, await producer.get(), quoteGuid);
      return opened;
    },
    () => `Quote ${quoteGuid} of an earlier run holds what is asked for.`,
  );
  onFile.noteSubmission(transaction.request, opened);
}

function refuseOtherDays(earlier: QuoteFacts, wanted: Days): void {
  if (coversSameDays(earlier, wanted)) return;
  const { quoteGuid, effectiveDate, expirationDate } = earlier;
  throw stopped(
    `Quote ${quoteGuid}, made by an earlier run, is for ${effectiveDate} to ${expirationDate}; the submission says ` +
      `${wanted.effectiveDate} to ${wanted.expirationDate}.`,
    `To go on with that quote, correct effectiveDate to "${effectiveDate}" and expirationDate to "${expirationDate}". ${MADE_ANEW}`,
    'effectiveDate',
  );
}

async function refuseOtherInsured(
  { transaction, onFile, look }: NewBusiness,
  { quoteGuid, insuredGuid: held }: QuoteFacts,
): Promise<void> {
  const { insured } = transaction.request;
  const meant = guidNamed(insured) ?? (await look.whoIsInsured({ insured }));
  onFile.noteAccount({ held, meant });
  if (isSameGuid(meant, held)) return;
  throw stopped(
    `Quote ${quoteGuid}, made by an earlier run, is for insured ${held}; the submission means ${meant ?? 'nobody on file'}.`,
    `To go on with that quote, correct insured.onFile to "${held}". ${MADE_ANEW}`,
    'insured',
  );
}

function refuseOtherProducer(held: ProducerFacts, wanted: ProducerFacts, quoteGuid: string): void {
  const isSame =
    held.producerContactGuid === wanted.producerContactGuid &&
    held.underwriterGuid === wanted.underwriterGuid;
  if (isSame) return;
  const named = ({ producerContactGuid, underwriterGuid }: ProducerFacts): string =>
    `producer contact ${producerContactGuid} with underwriter ${underwriterGuid}`;
  throw stopped(
    `Quote ${quoteGuid}, made by an earlier run, is for ${named(held)}; the submission comes to ${named(wanted)}.`,
    `To go on with that quote, correct producer, and underwriterGuid where that differs, to those. ${MADE_ANEW}`,
    'producer',
  );
}

const MADE_ANEW =
  'To have it closed and another made as the submission says, correct without changes.';
