import { type Cents, formatCents } from '../../domain/money/cents.js';
import type { Submission } from '../../domain/new-business/submission.js';
import type { BillingChoices } from '../../domain/billing/choices.js';

/** A submission in the form in which it is posted, every default spelled out: the base of a correction. */
export function requestOfSubmission(submission: Submission): Readonly<Record<string, unknown>> {
  const { reference, premium, billing, insured, ...rest } = submission;
  // What a rate plan has come to is nobody's to post.
  const charges = rest.risk === undefined ? premium.map(withAmount) : [];
  return {
    externalSystem: reference.system,
    externalId: reference.id,
    ...rest,
    insured: requestOfInsured(insured),
    ...(charges.length === 0 ? {} : { premium: charges }),
    ...(billing === undefined ? {} : { billing: requestOfBilling(billing) }),
  };
}

/** A draft without a name has none on the policy either. */
function requestOfInsured({ nameOnPolicy, ...insured }: Submission['insured']): object {
  return nameOnPolicy === '' ? insured : { ...insured, nameOnPolicy };
}

function requestOfBilling({ upFrontPayments, addedFeesCents, ...codes }: BillingChoices): object {
  return {
    ...codes,
    ...(addedFeesCents === undefined ? {} : { addedFees: formatCents(addedFeesCents) }),
    ...(upFrontPayments === undefined ? {} : { upFrontPayments: upFrontPayments.map(withAmount) }),
  };
}

function withAmount<T extends { readonly amountCents: Cents }>({ amountCents, ...rest }: T) {
  return { ...rest, amount: formatCents(amountCents) };
}
