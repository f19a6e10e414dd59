import { Stopped } from '../stops.js';
import { waitForOpening, type SubmissionOpening } from '../submission-opening.js';
import { Abandoned } from '../transaction-desk.js';
import type { Deal } from './deal.js';

const NOTHING_OPENED: SubmissionOpening = {
  insuredGuid: null,
  insuredCreated: false,
  submissionGroupGuid: null,
  existing: null,
  stop: null,
};

/** One visit to the insured does both steps, unless something stops it in between. */
export async function openSubmission(deal: Deal): Promise<string> {
  const { desk, input, reference, producer, callLimitMs } = deal;
  let opening: SubmissionOpening = NOTHING_OPENED;

  const visit = async (again: boolean): Promise<SubmissionOpening> => {
    opening = await waitForOpening(
      {
        keys: (await reference.get()).insuredKeys,
        insured: desk.submission.insured,
        insuredGuid: opening.insuredGuid,
        producer: await producer.get(),
        submissionDate: desk.submission.submissionDate,
        earlier: again ? { existing: opening.existing } : null,
        outagePatienceMs: input.outagePatienceMs,
        callLimitMs,
      },
      () => {
        desk.wait('another transaction that is opening a submission for the same insured.');
      },
    );
    return opening;
  };

  const { insuredGuid } = await desk.step(
    'insured',
    async () => {
      const { insuredGuid: known, stop } = await visit(false);
      if (known === null) throw stop ? new Stopped(stop) : new Abandoned();
      return { insuredGuid: known };
    },
    () => (opening.insuredCreated ? 'The insured was put on file.' : 'The insured was on file.'),
  );
  desk.know({ insuredGuid });
  desk.enter('insured_created');

  let firstStop = opening.stop;
  const submissionGroupGuid = await desk.step(
    'submission',
    () =>
      desk.writes.once('submission', async (again) => {
        const { submissionGroupGuid: opened, stop } =
          opening.submissionGroupGuid === null && firstStop === null
            ? await visit(again)
            : { ...opening, stop: firstStop };
        firstStop = null;
        if (opened === null) throw stop ? new Stopped(stop) : new Abandoned();
        return opened;
      }),
    () => 'The submission was opened.',
  );
  desk.know({ submissionGroupGuid });
  desk.enter('submission_created');
  return submissionGroupGuid;
}
