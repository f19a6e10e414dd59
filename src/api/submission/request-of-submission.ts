import { formatCents } from '../../domain/money.js';
import type { Submission } from '../../domain/submission.js';

/** A submission in the form in which it is posted, every default spelled out: the base of a correction. */
export function requestOfSubmission(submission: Submission): Readonly<Record<string, unknown>> {
  const { reference, premium, ...rest } = submission;
  const charges = premium.map(({ amountCents, ...charge }) => ({
    ...charge,
    amount: formatCents(amountCents),
  }));
  return {
    externalSystem: reference.system,
    externalId: reference.id,
    ...rest,
    ...(charges.length === 0 ? {} : { premium: charges }),
  };
}
