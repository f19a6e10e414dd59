import type { StepName } from './record.js';

/** What has a part of the submission once it was told. */
type Holder = 'insured' | 'submission' | 'quote' | 'price' | 'bind' | 'term';

const HELD_BY: Readonly<Record<string, Holder>> = {
  insured: 'insured',
  producer: 'submission',
  underwriterGuid: 'submission',
  submissionDate: 'submission',
  state: 'quote',
  effectiveDate: 'quote',
  expirationDate: 'quote',
  premium: 'price',
  workbook: 'price',
  paymentPlan: 'bind',
  billing: 'term',
};

/** Tells the policy system nothing: who is meant may be said just because a look could not tell. */
const SAYS_WHO_IS_MEANT = 'insured.onFile';

/** What a write in doubt may have told whom: a look would find what was written with the old value. */
const TOLD_BY: Readonly<Record<string, readonly Holder[]>> = {
  insured: ['insured'],
  submission: ['submission'],
  quote: ['submission', 'quote'],
  period: ['term'],
};

/** How far a transaction has come, for its corrections. */
export interface Progress {
  /** Steps that have finished. */
  readonly done: ReadonlySet<StepName>;
  readonly isBound: boolean;
}

/**
 * Which of the corrected fields come too late, and why.
 *
 * Before the bind only the insured is on file for good: a submission or a quote that holds something else is replaced.
 * After it, a change of the policy is an endorsement.
 *
 * @param fields paths such as `insured.location.zip`
 * @returns a reason that names the fields, or null when all of them can still change
 */
export function whyTooLate(fields: readonly string[], { done, isBound }: Progress): string | null {
  const late = (isLate: (holder: Holder | undefined) => boolean): string =>
    fields.filter((field) => isLate(heldBy(field))).join(', ');

  const fixed = late((holder) => holder === undefined);
  if (fixed !== '') return `This can never change: ${fixed}.`;
  const insured = late((holder) => holder === 'insured' && done.has('insured'));
  if (insured !== '') {
    return `The policy system has the insured on file already: ${insured}. Have it corrected there.`;
  }
  const booked = late((holder) => holder === 'term' && done.has('bookTerm'));
  if (booked !== '') return `Billing has booked the term already: ${booked}.`;
  // A price that an earlier run put on the policy is only compared by this one.
  const bound = late(
    (holder) =>
      isBound &&
      (holder === 'price' ? done.has('bind') : holder !== 'term' && holder !== 'insured'),
  );
  return bound === ''
    ? null
    : `The policy is bound: ${bound}. Have the policy changed by an endorsement.`;
}

/**
 * Which of the corrected fields the policy system, or billing, may have been told by a write in doubt.
 *
 * @param kinds of the writes in doubt
 */
export function fieldsInDoubt(fields: readonly string[], kinds: readonly string[]): string[] {
  const told = new Set(kinds.flatMap((kind) => TOLD_BY[kind] ?? []));
  return fields.filter((field) => {
    const holder = heldBy(field);
    return field !== SAYS_WHO_IS_MEANT && holder !== undefined && told.has(holder);
  });
}

/** Whether a correction changes something that a bind makes final; whether it happened must be known before. */
export function changesWhatIsBound(fields: readonly string[]): boolean {
  return fields.some((field) => {
    const holder = heldBy(field);
    return holder !== 'term' && holder !== 'insured';
  });
}

function heldBy(field: string): Holder | undefined {
  return HELD_BY[field.split('.')[0] ?? ''];
}
