import type { Submission } from '../../domain/new-business/submission.js';
import type { CorrectedRequest, Faulty, RequestRules } from '../request-check.js';
import { checkSubmission, readSubmission, standingFindings } from './check-submission.js';
import { changedPaths, mergePatch } from '../merge-patch.js';
import { requestOfSubmission } from './request-of-submission.js';

/**
 * Applies a merge patch of the request to a submission.
 *
 * @param changes an RFC 7396 merge patch; empty changes nothing
 * @param isDraft whether it may break the rules of its product until it is validated
 * @returns every fault at once when the result cannot be accepted
 */
export function correctedSubmission(
  current: Submission,
  changes: Readonly<Record<string, unknown>>,
  rules: RequestRules,
  isDraft = false,
): CorrectedRequest<Submission> | Faulty {
  if (Object.keys(changes).length === 0) return { request: current, fields: [] };
  const before = requestOfSubmission(current);
  const after = mergePatch(before, changes);
  const fixed = changedPaths(before, after).filter((path) => FIXED.has(path.split('.')[0] ?? ''));
  if (fixed.length > 0) {
    const [code, reason] = ['notAllowed', 'cannot be corrected'] as const;
    return { errors: fixed.map((field) => ({ field, code, reason, remedy: remedyFor(field) })) };
  }
  const checked = isDraft
    ? readSubmission(after, rules)
    : checkSubmission(after, rules, { standing: standingFindings(current, rules) });
  if ('errors' in checked) return checked;
  const { submission } = checked;
  return { request: submission, fields: changedPaths(before, requestOfSubmission(submission)) };
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
