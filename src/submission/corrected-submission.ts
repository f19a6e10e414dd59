import type { Submission } from '../domain/new-business/submission.js';
import { checkSubmission, type Faulty, type SubmissionRules } from './check-submission.js';
import { changedPaths, mergePatch } from './merge-patch.js';
import { requestOfSubmission } from './request-of-submission.js';

/** A submission as a person wants it, checked as a whole. */
export interface CorrectedSubmission {
  readonly submission: Submission;
  /** Paths that differ, such as `insured.location.zip`; empty when nothing changes. */
  readonly fields: readonly string[];
}

/**
 * Applies a merge patch of the request to a submission.
 *
 * @param changes an RFC 7396 merge patch; empty changes nothing
 * @returns every fault at once when the result cannot be accepted
 */
export function correctedSubmission(
  current: Submission,
  changes: Readonly<Record<string, unknown>>,
  rules: SubmissionRules,
): CorrectedSubmission | Faulty {
  if (Object.keys(changes).length === 0) return { submission: current, fields: [] };
  const before = requestOfSubmission(current);
  const after = mergePatch(before, changes);
  const fixed = changedPaths(before, after).filter((path) => FIXED.has(path.split('.')[0] ?? ''));
  if (fixed.length > 0) {
    const reason = 'cannot be corrected';
    return { errors: fixed.map((field) => ({ field, reason, remedy: remedyFor(field) })) };
  }
  const checked = checkSubmission(after, rules);
  if ('errors' in checked) return checked;
  const { submission } = checked;
  return { submission, fields: changedPaths(before, requestOfSubmission(submission)) };
}

/** What a transaction is known by, and the product that its steps were taken from, stay. */
const FIXED: ReadonlySet<string> = new Set([
  'externalSystem',
  'externalId',
  'product',
  'advanceTo',
]);

function remedyFor(field: string): string {
  return field === 'advanceTo'
    ? 'Advance the transaction instead.'
    : 'Leave it as it is; abandon this transaction and post another one.';
}
