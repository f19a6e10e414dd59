import type { StepName } from './transaction.js';

/** The step that tells the policy system a part of the submission; once it has, that part cannot be corrected here. */
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
  billing: 'bookTerm',
};

/** Tells the policy system nothing: who is meant may be said just because a look could not tell. */
const SAYS_WHO_IS_MEANT = 'insured.onFile';

/** The step that makes a write, by the kind of write. */
const STEP_OF_WRITE: Readonly<Record<string, StepName>> = {
  insured: 'insured',
  submission: 'submission',
  quote: 'quote',
  premium: 'rating',
  workbook: 'rating',
  bind: 'bind',
  period: 'bookTerm',
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
    const step = usedBy(field);
    return step === undefined || done.has(step);
  });
}

/**
 * Which of the corrected fields the policy system may have been told by a write in doubt: a look would find what was
 * written with the old value, and take it for the new.
 *
 * @param kinds of the writes in doubt
 */
export function fieldsInDoubt(fields: readonly string[], kinds: readonly string[]): string[] {
  const steps = new Set(kinds.map((kind) => STEP_OF_WRITE[kind]));
  return fields.filter(
    (field) =>
      field !== SAYS_WHO_IS_MEANT && steps.has(usedBy(field)) && usedBy(field) !== undefined,
  );
}

function usedBy(field: string): StepName | undefined {
  return USED_BY[field.split('.')[0] ?? ''];
}
