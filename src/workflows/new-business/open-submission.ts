import type { WriteAttempt } from '../../domain/transaction/write-attempt.js';
import { Stopped } from '../transaction/stops.js';
import { waitForOpening, type SubmissionOpening } from './submission-opening.js';
import { Abandoned } from '../transaction/transaction-desk.js';
import type { Deal } from './deal.js';

/** Where an opening begins; `insuredGuid` when an earlier visit, or a person, found or made the insured. */
type Beginning = Pick<SubmissionOpening, 'insuredGuid' | 'existing'> & {
  readonly insuredAgain: boolean;
  /** Of opening the submission. */
  readonly attempt: WriteAttempt;
};

/** One visit to the insured does both steps, unless something stops it in between. */
export async function openSubmission(deal: Deal): Promise<string> {
  const { desk, producer, told } = deal;
  /** What the first step's visit left for the second. */
  let left = null as SubmissionOpening | null;

  const insuredGuid = await desk.step(
    'insured',
    () =>
      desk.writes.once('insured', async (attempt) => {
        // A lost answer says nothing of the submission, which comes after the insured; an earlier run may have opened it.
        const first = { ...attempt, again: attempt.earlierRun };
        const opening = await visit(deal, {
          insuredGuid: null,
          insuredAgain: attempt.again,
          existing: null,
          attempt: first,
        });
        // One that came to nothing leaves nothing: a person may settle the insured before the second step.
        left = opening.insuredGuid === null ? null : opening;
        desk.twinsSeen = opening;
        return opened(opening.insuredGuid, opening);
      }),
    () => (left?.insuredCreated ? 'The insured was put on file.' : 'The insured was on file.'),
  );
  desk.know({ insuredGuid });
  desk.enter('insured_created');

  let existing = left?.existing ?? null;
  const submissionGroupGuid = await desk.step(
    'submission',
    () =>
      desk.writes.once('submission', async (attempt) => {
        const opening =
          left ?? (await visit(deal, { insuredGuid, insuredAgain: false, existing, attempt }));
        left = null;
        ({ existing } = opening);
        const { submissionTwins } = opening;
        desk.twinsSeen = { ...desk.twinsSeen, submissionTwins };
        return opened(opening.submissionGroupGuid, opening);
      }),
    () => 'The submission was opened.',
  );
  told.submission(desk.submission, await producer.get());
  desk.know({ submissionGroupGuid });
  desk.enter('submission_created');
  return submissionGroupGuid;
}

async function visit(
  { desk, input, reference, producer, callLimitMs }: Deal,
  { insuredGuid, insuredAgain, existing, attempt }: Beginning,
): Promise<SubmissionOpening> {
  return waitForOpening(
    {
      keys: (await reference.get()).insuredKeys,
      insured: desk.submission.insured,
      insuredGuid,
      insuredAgain,
      producer: await producer.get(),
      submissionDate: desk.submission.submissionDate,
      reference: desk.submission.reference,
      attempt,
      existing,
      outagePatienceMs: input.outagePatienceMs,
      callLimitMs,
    },
    () => {
      desk.wait('another transaction that is opening a submission for the same insured.');
    },
  );
}

/** @throws Stopped, Abandoned when the visit did not come so far */
function opened(guid: string | null, { stop }: SubmissionOpening): string {
  if (guid === null) throw stop ? new Stopped(stop) : new Abandoned();
  return guid;
}
