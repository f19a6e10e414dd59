import type { Quotes } from '../ports/policy-system/quotes.js';
import type { ProducerFacts, Parties } from '../ports/policy-system/parties.js';
import { LookupNotAvailable, SystemRejection } from '../ports/call-errors.js';

/** A submission on file, and whose it is. */
export interface OpenedSubmission {
  readonly insuredGuid: string;
  readonly submissionGroupGuid: string;
}

/** Whom a submission was opened for; null where the submissions of the insured cannot be listed. */
export async function producerOfSubmission(
  policySystem: Parties & Quotes,
  { insuredGuid, submissionGroupGuid }: OpenedSubmission,
): Promise<ProducerFacts | null> {
  const all = await policySystem.listSubmissions(insuredGuid).catch((error: unknown) => {
    if (error instanceof LookupNotAvailable) return [];
    throw error;
  });
  const ours = all.find((submission) => submission.submissionGroupGuid === submissionGroupGuid);
  if (!ours) return null;
  const { producerContactGuid, underwriterGuid } = ours;
  return { producerContactGuid, underwriterGuid };
}

/**
 * The producer with whom a policy was bound.
 *
 * @param resolve finds the one that the submission names, where the policy system cannot be asked
 * @throws SystemRejection when that one cannot be found either: of a bound policy it cannot be corrected any more
 */
export async function producerOfBound(
  policySystem: Parties & Quotes,
  opened: OpenedSubmission,
  resolve: () => Promise<ProducerFacts>,
): Promise<ProducerFacts> {
  const held = await producerOfSubmission(policySystem, opened);
  if (held !== null) return held;
  return resolve().catch((error: unknown) => {
    if (!(error instanceof SystemRejection)) throw error;
    const { operation, reason, field, patienceMs } = error;
    throw new SystemRejection(
      { system: 'policySystem', operation },
      { reason, field, remedy: REMEDY },
      { cause: error, patienceMs },
    );
  });
}

const REMEDY =
  'The policy is bound with its producer: have this producer made findable in the policy system until billing has the term, ' +
  'or have the term booked in billing by hand; then run the step again.';
