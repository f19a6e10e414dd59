import { sentences } from '../../domain/sentence.js';
import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow';
import type { AcceptableCorrection, CorrectionAnswer } from '../../activities/check-correction.js';

/** A correction whose every part was checked, and the request as it shall be. */
export interface CheckedCorrection<Request> extends Omit<
  AcceptableCorrection<Request>,
  'request' | 'revision'
> {
  readonly request: Request;
  /** Of the record on which it was checked. */
  readonly revision: number;
}

/**
 * Reads the answer of the activity that checks what a client sent: workflow code has neither the schemas nor the product
 * files.
 *
 * @param asked the activity's answer, under way
 * @param now the request, and the revision of the record, on which it was checked
 * @throws ApplicationFailure of a type that `correctUpdate` names
 */
export async function checkedCorrection<Request>(
  asked: Promise<CorrectionAnswer<Request>>,
  now: { readonly request: Request; readonly revision: number },
): Promise<CheckedCorrection<Request>> {
  const answer = await asked.catch((error: unknown) => {
    if (!(error instanceof ActivityFailure)) throw error;
    throw ApplicationFailure.nonRetryable(
      'The correction could not be checked in time, and was not taken. Send it again.',
      'notChecked',
    );
  });
  if ('errors' in answer) {
    const words = answer.errors.map(({ field, reason, remedy }) =>
      sentences(`${field} ${reason}`, remedy),
    );
    const message = `It cannot be taken: ${words.join(' ')}`;
    throw ApplicationFailure.nonRetryable(message, 'invalidInput', answer.errors);
  }
  if ('contradiction' in answer) {
    throw ApplicationFailure.nonRetryable(answer.contradiction, 'outcomeDiffers');
  }
  if ('notRead' in answer) {
    throw ApplicationFailure.nonRetryable(answer.notRead, 'policyNotRead');
  }
  const { accepted } = answer;
  return {
    ...accepted,
    request: accepted.request ?? now.request,
    revision: accepted.revision ?? now.revision,
  };
}
