import type { Submission } from '../../domain/new-business/submission.js';
import type { FieldError } from '../field-errors.js';
import type { CorrectedRequest, Faulty, RequestRules } from '../request-check.js';
import { checkSubmission, readSubmission, standingFindings } from './check-submission.js';
import { changedPaths, mergePatch } from '../merge-patch.js';
import { withPlace } from './place-rules.js';
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
  const after = withDaysAsMeant(mergePatch(before, changes), changes);
  if (!['undefined', 'boolean'].includes(typeof changes['resetEndTime']))
    return { errors: [NEITHER_TRUE_NOR_FALSE] };
  const fixed = changedPaths(before, after).filter((path) => FIXED.has(path.split('.')[0] ?? ''));
  if (fixed.length > 0) {
    const [code, reason] = ['notAllowed', 'cannot be corrected'] as const;
    return { errors: fixed.map((field) => ({ field, code, reason, remedy: remedyFor(field) })) };
  }
  const checked = isDraft
    ? readSubmission(after, rules)
    : checkSubmission(after, rules, { standing: standingFindings(current, rules) });
  if ('errors' in checked) return checked;
  const { product, submission: posted } = checked;
  const submission = stillRated(current, isDraft ? withPlace(posted, product) : posted);
  return { request: submission, fields: changedPaths(before, requestOfSubmission(submission)) };
}

/** A day that a moment says otherwise is the earlier one's; an end is counted anew where that is asked for. */
function withDaysAsMeant(after: unknown, changes: Readonly<Record<string, unknown>>): unknown {
  const { resetEndTime, ...request } = after as Record<string, unknown>;
  const said = (name: string) => Object.hasOwn(changes, name);
  if (said('startTime') && !said('effectiveDate')) delete request['effectiveDate'];
  const isCountedAnew = resetEndTime === true || said('endTime');
  if (isCountedAnew && !said('expirationDate')) delete request['expirationDate'];
  return request;
}

const NEITHER_TRUE_NOR_FALSE: FieldError = {
  field: 'resetEndTime',
  code: 'malformed',
  reason: 'is neither true nor false',
  remedy: 'Send true to have the end counted anew, or leave it out.',
};

/** What a rate plan has come to stands for as long as nothing changes that it is rated by. */
function stillRated(before: Submission, after: Submission): Submission {
  const ratedBy = ({ risk, addOns, state, effectiveDate, expirationDate }: Submission) =>
    JSON.stringify([risk, addOns, state, effectiveDate, expirationDate]);
  const isRatedAlike = after.risk !== undefined && ratedBy(before) === ratedBy(after);
  return isRatedAlike ? { ...after, premium: before.premium } : after;
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
