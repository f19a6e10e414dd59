import { ActivityFailure, ApplicationFailure, proxyActivities } from '@temporalio/workflow';
import type {
  AcceptableCorrection,
  CorrectionActivities,
} from '../../activities/correction-activities.js';
import type { WriteToSettle } from '../../activities/check-word.js';
import type { Submission } from '../../domain/new-business/submission.js';
import type { Correction } from './messages.js';

/** A correction whose every part was checked, and the submission as it shall be. */
export interface CheckedCorrection extends Omit<AcceptableCorrection, 'submission' | 'revision'> {
  readonly submission: Submission;
  /** Of the record on which it was checked. */
  readonly revision: number;
}

// On the workflows' own task queue, so that every worker that runs a transaction can check what is sent to it.
const { checkCorrection } = proxyActivities<CorrectionActivities>({
  startToCloseTimeout: '10s',
  scheduleToCloseTimeout: '30s',
  retry: { initialInterval: '500ms', maximumAttempts: 3 },
});

/**
 * Has an activity check what a client sent: workflow code has neither the schemas nor the product files.
 *
 * @param revision of the record now
 * @throws ApplicationFailure of a type that `correctUpdate` names
 */
export async function checkedCorrection(
  sent: Correction,
  submission: Submission,
  revision: number,
  write: WriteToSettle | null,
): Promise<CheckedCorrection> {
  const answer = await checkCorrection({ sent, submission, write }).catch((error: unknown) => {
    if (!(error instanceof ActivityFailure)) throw error;
    throw ApplicationFailure.nonRetryable(
      'The correction could not be checked in time, and was not taken. Send it again.',
      'notChecked',
    );
  });
  if ('errors' in answer) {
    const words = answer.errors.map(({ field, reason, remedy }) => `${field} ${reason}. ${remedy}`);
    const message = `It cannot be taken: ${words.join(' ')}`;
    throw ApplicationFailure.nonRetryable(message, 'invalidInput', answer.errors);
  }
  if ('contradiction' in answer) {
    throw ApplicationFailure.nonRetryable(answer.contradiction, 'outcomeDiffers');
  }
  const { accepted } = answer;
  return {
    ...accepted,
    submission: accepted.submission ?? submission,
    revision: accepted.revision ?? revision,
  };
}
