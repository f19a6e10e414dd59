import type { QuoteFacts } from '../../ports/policy-system.js';
import type { Deal } from './deal.js';
import { openSubmission } from './open-submission.js';
import { quoteOf } from './replace-quote.js';
import { coversSameDays, resume } from './resume.js';

/** A quote, and the basis on which it was made, where that is known. */
interface MadeQuote {
  readonly quoteGuid: string;
  readonly basis: string | null;
  /** How it stands when an earlier run made it. */
  readonly found?: QuoteFacts | null;
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
  const {
    quoteGuid,
    basis,
    found = null,
  } = await desk.step(
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
  // That run may have been corrected, and this one is begun from what was posted.
  if (found !== null && !coversSameDays(found, desk.submission)) return resume(deal, found);
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
