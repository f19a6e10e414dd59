import type { Deal } from './deal.js';
import { openSubmission } from './open-submission.js';

/** Makes the quote, with everything that must exist before it. */
export async function makeQuote(deal: Deal): Promise<string> {
  const { desk, input, producer, write } = deal;
  const known = await desk.step(
    'producer',
    () => producer.get(),
    () => 'Producer and underwriter are known.',
  );
  desk.know(known);
  const submissionGroupGuid = await openSubmission(deal);
  const made = await desk.step(
    'quote',
    async () => {
      const { insured, product, state, effectiveDate, expirationDate } = desk.submission;
      const { producerContactGuid, underwriterGuid } = await producer.get();
      desk.know({ producerContactGuid, underwriterGuid });
      return desk.writes.once('quote', (attempt) =>
        write.addQuote({
          ...attempt,
          submissionGroupGuid,
          producerContactGuid,
          underwriterGuid,
          submission: {
            reference: desk.submission.reference,
            product,
            state,
            effectiveDate,
            expirationDate,
          },
          businessType: insured.businessType,
          requestDigest: input.requestDigest,
        }),
      );
    },
    () => 'The quote was made.',
  );
  desk.know({ quoteGuid: made });
  desk.enter('quote_created');
  return made;
}

/** Directly after the quote is made: from here on the reference finds it, whatever happens to this workflow. */
export async function linkReference({ desk, write }: Deal, quoteGuid: string): Promise<void> {
  const { reference: linked } = desk.submission;
  await desk.step(
    'linkReference',
    () =>
      desk.writes.once('link', (attempt) =>
        write.linkReference({ ...attempt, quoteGuid, reference: linked }),
      ),
    (linked) => (linked ? 'The reference was linked.' : 'This installation keeps no references.'),
  );
}
