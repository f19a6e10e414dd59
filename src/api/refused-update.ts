import { ApplicationFailure } from '@temporalio/common';
import { isRefusal, type Refusal } from '../domain/machine/refusals.js';
import type { FieldError } from '../requests/field-errors.js';
import type { UpdateRefused } from '../temporal/errors.js';
import type { ProblemCode } from './problem-catalogue.js';

/** What the workflow's refusals are called on the outside. */
const REFUSALS: Readonly<Record<string, ProblemCode>> = {
  nothingToCorrect: 'nothing-to-correct',
  staleRevision: 'stale-revision',
  alreadyUsed: 'already-used',
  outcomeNeeded: 'outcome-needed',
  outcomeNotNeeded: 'outcome-not-needed',
  outcomeDiffers: 'outcome-differs',
  tooEarly: 'too-early',
  notChecked: 'worker-unavailable',
  alreadyBound: 'already-bound',
  bindUnderWay: 'bind-under-way',
  alreadyEnded: 'already-ended',
  noSuchTask: 'no-such-task',
  noSuchEvent: 'no-such-event',
  policyNotRead: 'policy-not-read',
};

/** The problem that a refusal is, and what of it may be shown. */
interface ShownRefusal {
  readonly code: ProblemCode;
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  readonly refusals?: readonly Refusal[];
}

/** The workflow's refusals are written for people; the text of any other failure stays inside. */
export function shownRefusal({ cause }: UpdateRefused): ShownRefusal {
  if (!(cause instanceof ApplicationFailure)) return { code: 'refused' };
  const [first] = (cause.details ?? []) as readonly unknown[];
  if (cause.type === 'refused' && isRefusalOf(first)) {
    const code = first.code === 'staleVersion' ? 'stale-version' : 'change-refused';
    return { code, detail: first.text, refusals: [first] };
  }
  if (cause.type === 'invalidInput') {
    return Array.isArray(first)
      ? {
          code: 'invalid-request',
          detail: 'Some fields cannot be corrected.',
          errors: first as readonly FieldError[],
        }
      : { code: 'invalid-request', detail: cause.message };
  }
  const code = REFUSALS[cause.type ?? ''];
  return code ? { code, detail: cause.message } : { code: 'refused' };
}

function isRefusalOf(detail: unknown): detail is Refusal {
  return typeof detail === 'object' && detail !== null && isRefusal(detail);
}
