import type { WriteAttempt } from '../../domain/transaction/write-attempt.js';
import { Stopped } from '../transaction/stops.js';
import { waitForOpening, type SubmissionOpening } from './submission-opening.js';
import { Abandoned } from '../transaction/transaction.js';
import type { NewBusiness } from './business.js';

/** Where an opening begins; `insuredGuid` when an earlier visit, or a person, found or made the insured. */
type Beginning = Pick<SubmissionOpening, 'insuredGuid' | 'existing'> & {
  readonly insuredAgain: boolean;
  /** Of opening the submission. */
  readonly attempt: WriteAttempt;
};

/** One visit to the insured does both steps, unless something stops it in between. */
export async function openSubmission(business: NewBusiness): Promise<string> {
  const { transaction, producer, onFile, twinsSeen, input } = business;
  const { renews } = input;
  /** What the first step's visit came to, until the second step has used it. */
  let visited = null as SubmissionOpening | null;

  const insuredGuid = await transaction.step(
    'insured',
    () => {
      if (renews) return Promise.resolve(renews.insuredGuid);
      return transaction.writes.once('insured', async (attempt) => {
        // A lost answer says nothing of the submission, which comes after the insured; an earlier run may have opened it.
        const first = { ...attempt, again: attempt.earlierRun };
        const opening = await visit(business, {
          insuredGuid: null,
          insuredAgain: attempt.again,
          existing: null,
          attempt: first,
        });
        // One that came to nothing leaves nothing: a person may settle the insured before the second step.
        visited = opening.insuredGuid === null ? null : opening;
        twinsSeen.insured = opening.insuredTwins;
        twinsSeen.submission = opening.submissionTwins;
        return opened(opening.insuredGuid, opening);
      });
    },
    () => {
      if (renews) return 'The insured is that of the expiring term.';
      return visited?.insuredCreated ? 'The insured was put on file.' : 'The insured was on file.';
    },
  );
  transaction.know({ insuredGuid });
  transaction.enter('insured_created');

  let existing = visited?.existing ?? null;
  const submissionGroupGuid = await transaction.step(
    'submission',
    () =>
      transaction.writes.once('submission', async (attempt) => {
        const opening =
          visited ??
          (await visit(business, { insuredGuid, insuredAgain: false, existing, attempt }));
        visited = null;
        ({ existing } = opening);
        twinsSeen.submission = opening.submissionTwins;
        return opened(opening.submissionGroupGuid, opening);
      }),
    () => 'The submission was opened.',
  );
  onFile.noteSubmission(transaction.request, await producer.get());
  transaction.know({ submissionGroupGuid });
  transaction.enter('submission_created');
  return submissionGroupGuid;
}

async function visit(
  { transaction, input, reference, producer, callLimitMs }: NewBusiness,
  { insuredGuid, insuredAgain, existing, attempt }: Beginning,
): Promise<SubmissionOpening> {
  return waitForOpening(
    {
      keys: (await reference.get()).insuredKeys,
      insured: transaction.request.insured,
      insuredGuid,
      insuredAgain,
      producer: await producer.get(),
      submissionDate: transaction.request.submissionDate,
      reference: transaction.request.reference,
      attempt,
      existing,
      outagePatienceMs: input.outagePatienceMs,
      callLimitMs,
    },
    () => {
      transaction.wait('another transaction that is opening a submission for the same insured.');
    },
  );
}

/** @throws Stopped, Abandoned when the visit did not come so far */
function opened(guid: string | null, { stop }: SubmissionOpening): string {
  if (guid === null) throw stop ? new Stopped(stop) : new Abandoned();
  return guid;
}
