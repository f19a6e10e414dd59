import type { QuoteFacts } from '../../ports/policy-system/quotes.js';
import type { NewBusiness } from './business.js';
import type { NewBusinessInput } from './messages.js';
import { openSubmission } from './open-submission.js';
import { compareHeld, quoteOf } from './replace-quote.js';
import type { LetGo } from '../transaction/hold.js';
import { untilAdvanced } from './quote.js';
import { coversSameDays, resume } from './resume.js';

/** A quote, and the basis on which it was made, where that is known. */
interface MadeQuote {
  readonly quoteGuid: string;
  readonly basis: string | null;
  /** How it stands when an earlier run made it. */
  readonly found?: QuoteFacts | null;
}

/** Makes the quote, with everything that must exist before it. */
export async function makeQuote(business: NewBusiness): Promise<string> {
  const { transaction, producer, onFile, write, input } = business;
  let letGo: LetGo;
  do {
    const known = await transaction.step(
      'producer',
      () => producer.get(),
      () => `Producer and underwriter are known.${ofConversion(input)}`,
    );
    transaction.know(known);
    letGo = await untilAdvanced(transaction, 'validated');
    // After a reset the submission is on file, and may be of another producer.
    if (letGo === 'corrected' && !onFile.isEmpty) await compareHeld(business);
  } while (letGo === 'corrected');
  const submissionGroupGuid =
    transaction.ids.submissionGroupGuid ?? (await openSubmission(business));
  const {
    quoteGuid,
    basis,
    found = null,
  } = await transaction.step(
    'quote',
    async () => {
      const facts = await producer.get();
      transaction.know(facts);
      const quote = quoteOf(business, facts, submissionGroupGuid);
      return transaction.writes.once<MadeQuote>('quote', (attempt) =>
        write.addQuote({ ...attempt, ...quote }),
      );
    },
    () => 'The quote was made.',
  );
  if (found !== null) {
    // That run may have been corrected, and this one is begun from what was posted.
    const isOtherwise = !coversSameDays(found, transaction.request);
    // Found among the renewals of the term, by a run that knew of none before it.
    if (isOtherwise || input.renews) return resume(business, found);
  }
  onFile.noteQuote(transaction.request, basis);
  transaction.know({ quoteGuid });
  transaction.enter('quote_created');
  return quoteGuid;
}

/** What becomes of the number that the policy has in another system; empty where it comes from none. */
function ofConversion({ converts }: NewBusinessInput): string {
  if (!converts) return '';
  const { policyNumber, isNumberTaken } = converts;
  if (policyNumber !== null) return ` Policy ${policyNumber} of another system is renewed.`;
  return isNumberTaken
    ? ' A policy of another system is renewed, whose number a policy here has: it is not kept.'
    : ' A policy of another system is renewed.';
}

/** Directly after the quote is made: from here on the reference finds it, whatever happens to this workflow. */
export async function linkReference(
  { transaction, write }: NewBusiness,
  quoteGuid: string,
): Promise<void> {
  const { reference: linked } = transaction.request;
  await transaction.step(
    'linkReference',
    () =>
      transaction.writes.once('link', (attempt) =>
        write.linkReference({ ...attempt, quoteGuid, reference: linked }),
      ),
    (linked) => (linked ? 'The reference was linked.' : 'This installation keeps no references.'),
  );
}
