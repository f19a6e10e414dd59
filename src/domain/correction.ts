import type { StepName } from './transaction.js';

/** The step after which the policy system has a part of the submission, so that it cannot be corrected here any more. */
const USED_BY: Readonly<Record<string, StepName>> = {
  insured: 'insured',
  producer: 'submission',
  underwriterGuid: 'submission',
  submissionDate: 'submission',
  state: 'quote',
  effectiveDate: 'quote',
  expirationDate: 'quote',
  premium: 'rating',
  workbook: 'rating',
  paymentPlan: 'bind',
  billing: 'bind',
};

/**
 * Which of the corrected fields come too late.
 *
 * @param fields paths such as `insured.location.zip`
 * @param done steps that have finished
 * @returns the fields that the policy system has already been told, or that can never change
 */
export function fieldsUsedAlready(
  fields: readonly string[],
  done: ReadonlySet<StepName>,
): string[] {
  return fields.filter((field) => {
    const step = USED_BY[field.split('.')[0] ?? ''];
    return step === undefined || done.has(step);
  });
}
