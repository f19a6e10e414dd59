import { ApplicationFailure } from '@temporalio/common';
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
};

/** The problem that a refusal is, and what of it may be shown. */
interface ShownRefusal {
  readonly code: ProblemCode;
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
}

/** The workflow's refusals are written for people; the text of any other failure stays inside. */
export function shownRefusal({ cause }: UpdateRefused): ShownRefusal {
  if (!(cause instanceof ApplicationFailure)) return { code: 'refused' };
  const [errors] = (cause.details ?? []) as readonly (readonly FieldError[])[];
  if (cause.type === 'invalidInput' && errors) {
    return { code: 'invalid-request', detail: 'Some fields cannot be corrected.', errors };
  }
  const code = REFUSALS[cause.type ?? ''];
  return code ? { code, detail: cause.message } : { code: 'refused' };
}
