import { ApplicationFailure } from '@temporalio/workflow';
import {
  LONGEST_AGAIN_AFTER_S,
  MOST_TERMS_PER_MINUTE,
} from '../../domain/reconciliation/limits.js';
import { flag, INPUT, object, text, whole } from '../transaction/input-shape.js';
import type { ReconciliationInput } from './messages.js';

const SHAPE = object({
  perMinute: whole,
  againAfterSeconds: whole,
  repairs: flag,
  requestedBy: text,
});

/**
 * Reads what a comparison is started with.
 *
 * @throws ApplicationFailure of type `invalidInput`, with which the workflow fails
 */
export function readReconciliation(given: ReconciliationInput): ReconciliationInput {
  const wrong = SHAPE(given, INPUT) ?? beyondLimits(given);
  if (wrong !== null) throw ApplicationFailure.nonRetryable(wrong, 'invalidInput');
  return given;
}

function beyondLimits({ perMinute, againAfterSeconds }: ReconciliationInput): string | null {
  if (perMinute < 1 || perMinute > MOST_TERMS_PER_MINUTE)
    return `perMinute is not from 1 to ${MOST_TERMS_PER_MINUTE}`;
  if (againAfterSeconds < 1 || againAfterSeconds > LONGEST_AGAIN_AFTER_S)
    return `againAfterSeconds is not from 1 to ${LONGEST_AGAIN_AFTER_S}`;
  return null;
}
