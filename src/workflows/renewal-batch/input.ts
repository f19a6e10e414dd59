import { ApplicationFailure } from '@temporalio/workflow';
import { isPolicyNumber } from '../../domain/policy-term/policy-number.js';
import { MOST_OPEN, MOST_PER_MINUTE, MOST_POLICIES } from '../../domain/renewal-batch/limits.js';
import { INPUT, listOf, object, text, whole } from '../transaction/input-shape.js';
import type { RenewalBatchInput } from './messages.js';

const SHAPE = object({
  requestId: text,
  policyNumbers: listOf(text),
  perMinute: whole,
  mostOpen: whole,
  requestedBy: text,
});

/**
 * Reads what a batch is started with; a policy that is named twice is renewed once.
 *
 * @throws ApplicationFailure of type `invalidInput`, with which the workflow fails
 */
export function readBatch(given: RenewalBatchInput): RenewalBatchInput {
  const wrong = SHAPE(given, INPUT) ?? beyondLimits(given);
  if (wrong !== null) throw ApplicationFailure.nonRetryable(wrong, 'invalidInput');
  return { ...given, policyNumbers: [...new Set(given.policyNumbers)] };
}

function beyondLimits({ policyNumbers, perMinute, mostOpen }: RenewalBatchInput): string | null {
  if (policyNumbers.length > MOST_POLICIES) return `policyNumbers has more than ${MOST_POLICIES}`;
  if (!policyNumbers.every(isPolicyNumber)) return 'policyNumbers has one that is none';
  if (perMinute < 1 || perMinute > MOST_PER_MINUTE)
    return `perMinute is not from 1 to ${MOST_PER_MINUTE}`;
  if (mostOpen < 1 || mostOpen > MOST_OPEN) return `mostOpen is not from 1 to ${MOST_OPEN}`;
  return null;
}
