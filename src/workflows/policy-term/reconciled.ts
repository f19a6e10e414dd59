import {
  ActivityFailure,
  ApplicationFailure,
  proxyActivities,
  workflowInfo,
} from '@temporalio/workflow';
import type { BillingActivities } from '../../activities/billing-activities.js';
import { DIFFERENCE_CODES } from '../../domain/reconciliation/difference.js';
import { differenceTaskKey, isDifferenceTask } from '../../domain/reconciliation/tasks.js';
import { isBilled } from '../../domain/policy-term/state.js';
import { billingOptions } from '../transaction/activity-options.js';
import { stopOf } from '../transaction/stops.js';
import { fieldsOf, invalid, listOf, oneOf, sendersId } from './message-fields.js';
import type { AcknowledgeAgain, BooksCompared, PolicyTermInput } from './messages.js';
import type { OpenTerm } from './open-term.js';

/** Whoever compares waits for it. */
const PATIENCE_MS = 30_000;
const LONGEST_TEXT = 2_000;
const LONGEST_ID = 150;

/** @throws ApplicationFailure `invalidInput` */
export function readBooksCompared(message: unknown): BooksCompared {
  const found = listOf(fieldsOf(message)['differences'], 'differences', DIFFERENCE_CODES.length);
  return {
    differences: found.map((one, index) => {
      const { code, text } = fieldsOf(one, `differences.${index}`);
      if (typeof text !== 'string' || text === '' || text.length > LONGEST_TEXT)
        throw invalid(`differences.${index}.text must be text of at most ${LONGEST_TEXT}`);
      return { code: oneOf(code, `differences.${index}.code`, DIFFERENCE_CODES), text };
    }),
  };
}

/** @throws ApplicationFailure `invalidInput` */
export function readAcknowledge(message: unknown): AcknowledgeAgain {
  return { id: sendersId(fieldsOf(message)['id'], 'id', LONGEST_ID) };
}

/** A task for each difference as it stands now, and none for what agrees again. */
export function keepDifferences(openTerm: OpenTerm, { differences }: BooksCompared): void {
  // Somebody has bound it since it was looked for, and what else differs is not known of that.
  const isLost = differences.some(({ code }) => code === 'unknownHere');
  if (isLost && openTerm.held.term.binding !== null) return;
  const found = differences.map(({ code, text }) => ({ key: differenceTaskKey(code), text }));
  const gone = openTerm.held.tasks
    .map(({ key }) => key)
    .filter((key) => isDifferenceTask(key) && !found.some((one) => one.key === key));
  for (const key of gone) openTerm.closeTask(key);
  for (const { key, text } of found) openTerm.ask(key, 'booksDiffer', text);
}

/**
 * Tells billing once more that the term is confirmed, under an id of its own: under the first one billing would say that it knows.
 *
 * @throws ApplicationFailure `notConfirmed`, `notTaken`
 */
export async function acknowledgeAgain(
  openTerm: OpenTerm,
  { policyNumber, termNumber }: PolicyTermInput,
  { id }: AcknowledgeAgain,
): Promise<null> {
  openTerm.run.count();
  const { term } = openTerm.held;
  if (term.confirmation === null || isBilled(term) !== true)
    throw ApplicationFailure.nonRetryable('The term is not confirmed.', 'notConfirmed');
  const billing = proxyActivities<BillingActivities>(billingOptions(PATIENCE_MS, PATIENCE_MS));
  try {
    await billing.updateTermConfirmed({
      transactionId: `${workflowInfo().workflowId}/updateTermConfirmed/${id}`,
      policyNumber,
      termNumber,
      isTermConfirmed: true,
    });
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    const reason = stopOf(error)?.reason ?? 'the call came to nothing';
    throw ApplicationFailure.nonRetryable(reason, 'notTaken');
  }
  openTerm.confirmationAcknowledged();
  return null;
}
