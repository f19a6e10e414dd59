import type { Deal } from './deal.js';
import { openSubmission } from './open-submission.js';
import { quoteOf } from './replace-quote.js';

/** A quote, and the basis on which it was made, where that is known. */
interface MadeQuote {
  readonly quoteGuid: string;
  readonly basis: string | null;
}

/** Makes the quote, with everything that must exist before it. */
export async function makeQuote(deal: Deal): Promise<string> {
  const { desk, producer, told, write } = deal;
  const known = await desk.step(
    'producer',
    () => producer.get(),
    () => 'Producer and underwriter are known.',
  );
  desk.know(known);
  const submissionGroupGuid = desk.ids.submissionGroupGuid ?? (await openSubmission(deal));
  const { quoteGuid, basis } = await desk.step(
    'quote',
    async () => {
      const facts = await producer.get();
      desk.know(facts);
      const quote = quoteOf(deal, facts, submissionGroupGuid);
      return desk.writes.once<MadeQuote>('quote', (attempt) =>
        write.addQuote({ ...attempt, ...quote }),
      );
    },
    () => 'The quote was made.',
  );
  told.quote(desk.submission, basis);
  desk.know({ quoteGuid });
  desk.enter('quote_created');
  return quoteGuid;
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
